using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Tandem.SigningKeys;

/// <summary>The public part of a signing key, loaded. Safe for any number of threads.</summary>
internal sealed class VerificationKey
{
    private readonly SignatureKey key;

    internal VerificationKey(SignatureKey key, SigningKeyState state, string? keyId = null)
    {
        this.key = key;
        KeyId = keyId ?? Thumbprint.Of(key.Members);
        State = state;
    }

    /// <summary>The <c>kid</c>: RFC 7638 thumbprint, unless its issuer published it by another name.</summary>
    public string KeyId { get; }

    /// <summary>The <c>alg</c>, one of <see cref="SigningAlgorithm"/>: a key is used with no other (RFC 8725 §3.1).</summary>
    public string Algorithm => key.Algorithm;

    /// <summary>Where the key is in its life.</summary>
    public SigningKeyState State { get; }

    /// <summary>Bytes of a signature: 64 for ES256, those of the modulus for RS256.</summary>
    public int SignatureLength => key.SignatureLength;

    /// <summary>The members that make the public key, as in a JWK (RFC 7518 §6.2.1, §6.3.1).</summary>
    internal IReadOnlyList<(string Name, string Value)> Members => key.Members;

    /// <summary>Loads a key from its SubjectPublicKeyInfo.</summary>
    /// <exception cref="CryptographicException">It is not a key for <paramref name="algorithm"/>.</exception>
    public static VerificationKey FromPublicKey(string algorithm, ReadOnlySpan<byte> subjectPublicKeyInfo, SigningKeyState state) =>
        new(SignatureKey.ImportPublicKey(algorithm, subjectPublicKeyInfo), state);

    /// <summary>Whether <paramref name="signature"/> is this key's signature of <paramref name="data"/>.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
            return false;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        return key.Verify(hash, signature);
    }

    /// <summary>Loads the public part of a stored key.</summary>
    /// <exception cref="SigningKeyUnusableException">The row is inconsistent, or of an algorithm this version does not know.</exception>
    internal static VerificationKey Load(StoredSigningKey stored)
    {
        const string restore = "Restore the row from a backup of this database.";
        if (!SigningAlgorithm.All.Contains(stored.Algorithm))
            throw new SigningKeyUnusableException(
                stored.Id, $"this version does not know its algorithm '{stored.Algorithm}'.", "Run the version that made it.");
        VerificationKey key;
        try
        {
            key = FromPublicKey(stored.Algorithm, stored.PublicKey, stored.State);
        }
        catch (CryptographicException e)
        {
            throw new SigningKeyUnusableException(stored.Id, $"its public part is not a key for {stored.Algorithm}.", restore, e);
        }

        return key.KeyId == stored.Id
            ? key
            : throw new SigningKeyUnusableException(stored.Id, $"its public part is that of key {key.KeyId}.", restore);
    }
}

/// <summary>Public keys of an issuer at one moment. Immutable; safe for any number of threads.</summary>
internal sealed class VerificationKeySet : IVerificationKeySource
{
    private readonly FrozenDictionary<string, VerificationKey> byId;

    /// <summary>A set of keys.</summary>
    /// <exception cref="ArgumentException">Two keys have the same <c>kid</c>.</exception>
    public VerificationKeySet(IEnumerable<VerificationKey> keys)
        : this([.. keys], [])
    {
    }

    internal VerificationKeySet(IReadOnlyList<VerificationKey> keys, IReadOnlyList<RefusedKey> refused)
    {
        Keys = keys;
        Refused = refused;
        // A frozen dictionary would let the last of two keys win.
        byId = keys.ToDictionary(key => key.KeyId, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The keys, in the order in which they were published.</summary>
    public IReadOnlyList<VerificationKey> Keys { get; }

    /// <summary>What was published beside them and is not used, in that order.</summary>
    public IReadOnlyList<RefusedKey> Refused { get; }

    /// <inheritdoc/>
    public bool TryGetVerificationKey(string keyId, [NotNullWhen(true)] out VerificationKey? key) => byId.TryGetValue(keyId, out key);
}
