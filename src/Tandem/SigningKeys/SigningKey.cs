using System.Security.Cryptography;

using Tandem.MasterKeys;
using Tandem.Platform;

namespace Tandem.SigningKeys;

/// <summary>A key with its private part, loaded. Safe for any number of threads.</summary>
internal sealed class SigningKey
{
    private readonly SignatureKey key;

    private SigningKey(SignatureKey key, VerificationKey publicKey)
    {
        this.key = key;
        Public = publicKey;
    }

    /// <summary>The public part.</summary>
    public VerificationKey Public { get; }

    /// <summary>The <c>kid</c>: RFC 7638 thumbprint.</summary>
    public string KeyId => Public.KeyId;

    /// <summary>The <c>alg</c>.</summary>
    public string Algorithm => Public.Algorithm;

    /// <summary>Where the key is in its life.</summary>
    public SigningKeyState State => Public.State;

    /// <summary>
    /// Writes the signature of <paramref name="data"/>, <see cref="VerificationKey.SignatureLength"/> bytes.
    /// </summary>
    public void Sign(ReadOnlySpan<byte> data, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        key.Sign(hash, signature);
    }

    /// <summary>Frees the private part, which the framework overwrites; nobody may be signing with it any more.</summary>
    internal void Erase() => key.Dispose();

    /// <summary>Makes a new key, its private part wrapped with the current master key.</summary>
    internal static StoredSigningKey Create(
        string algorithm, SigningKeyState state, MasterKeyRing masterKeys, Guid installationId, SecureRandom random, DateTimeOffset now)
    {
        var key = SignatureKey.Create(algorithm);
        var id = new VerificationKey(key, state).KeyId;
        var privateKey = key.ExportPrivateKey();
        try
        {
            var wrapped = KeyWrap.Wrap(privateKey, id, masterKeys.Current, installationId, random);
            return new StoredSigningKey(
                id, algorithm, state, key.ExportPublicKey(), wrapped, masterKeys.Current.Id, now,
                state == SigningKeyState.Active ? now : null);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    /// <summary>Loads a stored key and unwraps its private part.</summary>
    /// <exception cref="SigningKeyUnusableException">The row is inconsistent, or its master key is not at hand.</exception>
    internal static SigningKey Load(StoredSigningKey stored, MasterKeyRing masterKeys, Guid installationId)
    {
        var publicKey = VerificationKey.Load(stored);
        var privateKey = Unwrap(stored, masterKeys, installationId);
        try
        {
            var key = SignatureKey.ImportPrivateKey(stored.Algorithm, privateKey);
            if (!key.ExportPublicKey().AsSpan().SequenceEqual(stored.PublicKey))
                throw new CryptographicException("The private part belongs to another public key.");
            return new SigningKey(key, publicKey);
        }
        catch (CryptographicException e)
        {
            throw new SigningKeyUnusableException(
                stored.Id, "its private part does not fit its public part.", "Restore the row from a backup of this database.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    /// <summary>The same key at rest, its private part wrapped with the current master key.</summary>
    /// <exception cref="SigningKeyUnusableException">It was altered, or its master key is not at hand.</exception>
    internal static StoredSigningKey Rewrap(StoredSigningKey stored, MasterKeyRing masterKeys, Guid installationId, SecureRandom random)
    {
        var privateKey = Unwrap(stored, masterKeys, installationId);
        try
        {
            return stored with
            {
                WrappedPrivateKey = KeyWrap.Wrap(privateKey, stored.Id, masterKeys.Current, installationId, random),
                MasterKeyId = masterKeys.Current.Id,
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    private static byte[] Unwrap(StoredSigningKey stored, MasterKeyRing masterKeys, Guid installationId)
    {
        var masterKey = masterKeys.All.FirstOrDefault(key => key.Id == stored.MasterKeyId)
            ?? throw new SigningKeyUnusableException(
                stored.Id,
                $"it is wrapped with master key {stored.MasterKeyId:x8}, which this node was not given.",
                "Put that master key back, after the current one.");
        return Unwrap(stored.WrappedPrivateKey, stored.Id, masterKey, installationId);
    }

    /// <summary>Unwraps a PKCS#8 private key. The caller erases it.</summary>
    /// <exception cref="SigningKeyUnusableException">It was altered, or wrapped for another key, installation or master key.</exception>
    internal static byte[] Unwrap(ReadOnlySpan<byte> wrapped, string keyId, MasterKey masterKey, Guid installationId) =>
        KeyWrap.TryUnwrap(wrapped, keyId, masterKey, installationId) ?? throw new SigningKeyUnusableException(
            keyId,
            $"its private part does not unwrap with {masterKey}; the stored bytes were altered or come from another installation.",
            "Restore the signing_keys row from a backup of this database, or start with the master key it was wrapped with.");
}
