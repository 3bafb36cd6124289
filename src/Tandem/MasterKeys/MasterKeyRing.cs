namespace Tandem.MasterKeys;

/// <summary>The current master key and those it replaced whose tokens are still live.</summary>
/// <param name="Current">The key new tokens are tagged with.</param>
/// <param name="Previous">Keys that are still read.</param>
public sealed record MasterKeyRing(MasterKey Current, IReadOnlyList<MasterKey> Previous)
{
    /// <summary>All keys, the current one first.</summary>
    public IEnumerable<MasterKey> All => Previous.Prepend(Current);
}
