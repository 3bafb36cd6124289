namespace Tandem.SigningKeys;

/// <summary>A signing key at rest.</summary>
/// <param name="Id">The <c>kid</c>: RFC 7638 thumbprint of the public key.</param>
/// <param name="Algorithm">The one <c>alg</c> it is used with, such as <c>ES256</c>.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).</param>
/// <param name="WrappedPrivateKey">
/// PKCS#8, wrapped with the master key <paramref name="MasterKeyId"/> (AES-256-GCM); empty once the key is destroyed.
/// </param>
/// <param name="MasterKeyId">The master key it is wrapped with.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ActivatedAt">When it began to sign, or null.</param>
internal sealed record StoredSigningKey(
    string Id, string Algorithm, SigningKeyState State, byte[] PublicKey, byte[] WrappedPrivateKey, uint MasterKeyId,
    DateTimeOffset CreatedAt, DateTimeOffset? ActivatedAt)
{
    /// <summary>When an operator wants it to take over, or null for the schedule's own date.</summary>
    public DateTimeOffset? ActivateAt { get; init; }

    /// <summary>When it stopped signing, or null.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>When it was destroyed, or null.</summary>
    public DateTimeOffset? DestroyedAt { get; init; }
}

/// <summary>Where a signing key is in its life.</summary>
internal enum SigningKeyState
{
    /// <summary>Published in the JWKS, not yet used, so that verifiers have it before the first token arrives.</summary>
    Announced = 1,

    /// <summary>Signs new tokens.</summary>
    Active = 2,

    /// <summary>Signs nothing any more; tokens it signed are still verified.</summary>
    Verifying = 3,

    /// <summary>Gone: the private part has been erased.</summary>
    Destroyed = 4,
}

/// <summary>A stored signing key cannot be loaded. The message says why and what to do; it holds no key material.</summary>
internal sealed class SigningKeyUnusableException : Exception
{
    /// <summary>With the key's id, what is wrong with it and what to do.</summary>
    public SigningKeyUnusableException(string keyId, string cause, string cure, Exception? inner = null)
        : base($"Signing key {keyId} cannot be used: {cause} {cure}", inner) => KeyId = keyId;

    /// <summary>The <c>kid</c> of the key.</summary>
    public string KeyId { get; }
}
