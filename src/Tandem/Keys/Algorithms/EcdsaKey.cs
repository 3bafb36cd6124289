using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tandem.Keys.Algorithms;

/// <summary>A key on P-256 for ES256. Its signatures are R followed by S, 32 bytes each (RFC 7518 §3.4).</summary>
internal sealed class EcdsaKey : SignatureKey
{
    private const DSASignatureFormat RFollowedByS = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    private readonly ECDsa key;
    private readonly KeyPool<ECDsa> pool;

    private EcdsaKey(ECDsa key, ECPoint point, bool isPrivate)
    {
        this.key = key;
        pool = new KeyPool<ECDsa>(key, original => Copy(original, isPrivate));
        // RFC 7518 §6.2.1: coordinates are of full length, leading zeros included.
        Members =
        [
            ("crv", "P-256"), ("kty", "EC"), ("x", Base64Url.EncodeToString(point.X)), ("y", Base64Url.EncodeToString(point.Y)),
        ];
    }

    public override string Algorithm => SigningAlgorithm.Es256;

    public override int SignatureLength => 64;

    public override IReadOnlyList<(string Name, string Value)> Members { get; }

    public static EcdsaKey Create() => From(ECDsa.Create(ECCurve.NamedCurves.nistP256), isPrivate: true);

    public static EcdsaKey Import(ReadOnlySpan<byte> encoded, bool isPrivate)
    {
        var key = ECDsa.Create();
        try
        {
            if (isPrivate)
                key.ImportPkcs8PrivateKey(encoded, out _);
            else
                key.ImportSubjectPublicKeyInfo(encoded, out _);
            return From(key, isPrivate);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    public override bool Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        var rented = pool.Rent();
        try
        {
            return rented.VerifyHash(hash, signature, RFollowedByS);
        }
        finally
        {
            pool.Return(rented);
        }
    }

    public override void Sign(ReadOnlySpan<byte> hash, Span<byte> signature)
    {
        var rented = pool.Rent();
        try
        {
            rented.SignHash(hash, signature, RFollowedByS);
        }
        finally
        {
            pool.Return(rented);
        }
    }

    public override void Dispose() => pool.Dispose();

    public override byte[] ExportPublicKey() => key.ExportSubjectPublicKeyInfo();

    public override byte[] ExportPrivateKey() => key.ExportPkcs8PrivateKey();

    private static EcdsaKey From(ECDsa key, bool isPrivate)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
            ? new EcdsaKey(key, parameters.Q, isPrivate)
            : throw new CryptographicException($"Expected a key on P-256, got one on {parameters.Curve.Oid.FriendlyName}.");
    }

    private static ECDsa Copy(ECDsa original, bool isPrivate)
    {
        var parameters = original.ExportParameters(isPrivate);
        try
        {
            return ECDsa.Create(parameters);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }
}
