namespace Tandem.SigningKeys;

/// <summary>A stored signing key cannot be loaded. The message says why and what to do; it holds no key material.</summary>
public sealed class SigningKeyUnusableException : Exception
{
    /// <summary>With the key's id, what is wrong with it and what to do.</summary>
    public SigningKeyUnusableException(string keyId, string cause, string cure, Exception? inner = null)
        : base($"Signing key {keyId} cannot be used: {cause} {cure}", inner) => KeyId = keyId;

    /// <summary>The <c>kid</c> of the key.</summary>
    public string KeyId { get; }
}
