namespace Tandem.Keys;

/// <summary>Where the signing keys of this moment come from.</summary>
public interface IKeyRingSource
{
    /// <summary>The latest snapshot. Take it once for each piece of work.</summary>
    KeyRing Current { get; }
}
