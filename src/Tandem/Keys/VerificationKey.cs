using System.Security.Cryptography;

namespace Tandem.Keys;

/// <summary>The public part of a signing key, loaded. Safe for any number of threads.</summary>
public sealed class VerificationKey
{
    /// <summary>The one algorithm it is used with: ECDSA on P-256 with SHA-256 (RFC 7518 §3.4).</summary>
    public const string Es256 = "ES256";

    /// <summary>Bytes of an ES256 signature, R and S of 32 bytes each (RFC 7518 §3.4).</summary>
    public const int SignatureLength = 64;

    internal const string Curve = "P-256";

    private readonly EcdsaPool pool;
    private readonly ECPoint point;

    private VerificationKey(ECDsa ecdsa, ECPoint point, SigningKeyState state)
    {
        this.point = point;
        KeyId = Thumbprint.OfEllipticCurve(Curve, point.X, point.Y);
        State = state;
        pool = new EcdsaPool(ecdsa, withPrivateKey: false);
    }

    /// <summary>The <c>kid</c>: RFC 7638 thumbprint.</summary>
    public string KeyId { get; }

    /// <summary>The <c>alg</c>.</summary>
    public string Algorithm { get; } = Es256;

    /// <summary>Where the key is in its life.</summary>
    public SigningKeyState State { get; }

    /// <summary>The point's x coordinate, 32 bytes.</summary>
    public ReadOnlyMemory<byte> X => point.X;

    /// <summary>The point's y coordinate, 32 bytes.</summary>
    public ReadOnlyMemory<byte> Y => point.Y;

    /// <summary>Loads a key from its SubjectPublicKeyInfo.</summary>
    /// <exception cref="CryptographicException">It is not a point of P-256.</exception>
    public static VerificationKey FromPublicKey(ReadOnlySpan<byte> subjectPublicKeyInfo, SigningKeyState state)
    {
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
            var parameters = ecdsa.ExportParameters(includePrivateParameters: false);
            if (parameters.Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
                throw new CryptographicException($"Expected a key on {Curve}, got one on {parameters.Curve.Oid.FriendlyName}.");
            return new VerificationKey(ecdsa, parameters.Q, state);
        }
        catch
        {
            ecdsa.Dispose();
            throw;
        }
    }

    /// <summary>Whether <paramref name="signature"/> (R followed by S) is this key's signature of <paramref name="data"/>.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
            return false;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        var ecdsa = pool.Rent();
        try
        {
            return ecdsa.VerifyHash(hash, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        finally
        {
            pool.Return(ecdsa);
        }
    }

    /// <summary>Loads the public part of a stored key.</summary>
    /// <exception cref="SigningKeyUnusableException">The row is inconsistent, or of an algorithm this version does not know.</exception>
    internal static VerificationKey Load(StoredSigningKey stored)
    {
        const string restore = "Restore the row from a backup of this database.";
        if (stored.Algorithm != Es256)
            throw new SigningKeyUnusableException(
                stored.Id, $"this version does not know its algorithm '{stored.Algorithm}'.", "Run the version that made it.");
        VerificationKey key;
        try
        {
            key = FromPublicKey(stored.PublicKey, stored.State);
        }
        catch (CryptographicException e)
        {
            throw new SigningKeyUnusableException(stored.Id, "its public part is not a P-256 key.", restore, e);
        }

        return key.KeyId == stored.Id
            ? key
            : throw new SigningKeyUnusableException(stored.Id, $"its public part is that of key {key.KeyId}.", restore);
    }
}
