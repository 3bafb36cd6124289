using System.Diagnostics.CodeAnalysis;

namespace Tandem.SigningKeys;

/// <summary>Where the signing keys of this moment come from.</summary>
internal interface IKeyRingSource : IVerificationKeySource
{
    /// <summary>The latest snapshot. Take it once for each piece of work.</summary>
    KeyRing Current { get; }

    bool IVerificationKeySource.TryGetVerificationKey(string keyId, [NotNullWhen(true)] out VerificationKey? key) =>
        Current.TryGetVerificationKey(keyId, out key);
}

/// <summary>The keys that tokens are verified with: those of this installation, or those an issuer publishes.</summary>
internal interface IVerificationKeySource
{
    /// <summary>Finds a key by <c>kid</c>, compared character by character. The text comes from a token nobody has verified yet.</summary>
    bool TryGetVerificationKey(string keyId, [NotNullWhen(true)] out VerificationKey? key);
}
