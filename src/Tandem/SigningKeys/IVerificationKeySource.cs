using System.Diagnostics.CodeAnalysis;

namespace Tandem.SigningKeys;

/// <summary>The keys that tokens are verified with: those of this installation, or those an issuer publishes.</summary>
public interface IVerificationKeySource
{
    /// <summary>Finds a key by <c>kid</c>, compared character by character. The text comes from a token nobody has verified yet.</summary>
    bool TryGetVerificationKey(string keyId, [NotNullWhen(true)] out VerificationKey? key);
}
