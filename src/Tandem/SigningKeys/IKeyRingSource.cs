using System.Diagnostics.CodeAnalysis;

namespace Tandem.SigningKeys;

/// <summary>Where the signing keys of this moment come from.</summary>
public interface IKeyRingSource : IVerificationKeySource
{
    /// <summary>The latest snapshot. Take it once for each piece of work.</summary>
    KeyRing Current { get; }

    bool IVerificationKeySource.TryGetVerificationKey(string keyId, [NotNullWhen(true)] out VerificationKey? key) =>
        Current.TryGetVerificationKey(keyId, out key);
}
