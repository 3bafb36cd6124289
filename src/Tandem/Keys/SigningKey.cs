using System.Security.Cryptography;

namespace Tandem.Keys;

/// <summary>A key with its private part, loaded. Safe for any number of threads.</summary>
public sealed class SigningKey
{
    private readonly EcdsaPool pool;

    private SigningKey(ECDsa ecdsa, VerificationKey publicKey)
    {
        Public = publicKey;
        pool = new EcdsaPool(ecdsa, withPrivateKey: true);
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
    /// Writes the signature of <paramref name="data"/>: R followed by S, <see cref="VerificationKey.SignatureLength"/> bytes.
    /// </summary>
    public void Sign(ReadOnlySpan<byte> data, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        var ecdsa = pool.Rent();
        try
        {
            ecdsa.SignHash(hash, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        finally
        {
            pool.Return(ecdsa);
        }
    }

    /// <summary>Makes a new ES256 key, its private part wrapped with the current master key.</summary>
    internal static StoredSigningKey Create(
        SigningKeyState state, MasterKeyRing masterKeys, Guid installationId, SecureRandom random, DateTimeOffset now)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = ecdsa.ExportSubjectPublicKeyInfo();
        var id = VerificationKey.FromPublicKey(publicKey, state).KeyId;
        var privateKey = ecdsa.ExportPkcs8PrivateKey();
        try
        {
            var wrapped = KeyWrap.Wrap(privateKey, id, masterKeys.Current, installationId, random);
            return new StoredSigningKey(
                id, VerificationKey.Es256, state, publicKey, wrapped, masterKeys.Current.Id, now,
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
        var masterKey = masterKeys.All.FirstOrDefault(key => key.Id == stored.MasterKeyId)
            ?? throw new SigningKeyUnusableException(
                stored.Id,
                $"it is wrapped with master key {stored.MasterKeyId:x8}, which this node was not given.",
                "Put that master key back, after the current one.");
        var privateKey = KeyWrap.Unwrap(stored.WrappedPrivateKey, stored.Id, masterKey, installationId);
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportPkcs8PrivateKey(privateKey, out _);
            if (!ecdsa.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(stored.PublicKey))
                throw new CryptographicException("The private part belongs to another public key.");
            return new SigningKey(ecdsa, publicKey);
        }
        catch (CryptographicException e)
        {
            ecdsa.Dispose();
            throw new SigningKeyUnusableException(
                stored.Id, "its private part does not fit its public part.", "Restore the row from a backup of this database.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }
}
