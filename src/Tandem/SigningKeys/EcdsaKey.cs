using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tandem.SigningKeys;

/// <summary>A key on P-256 for ES256. Its signatures are R followed by S, 32 bytes each (RFC 7518 §3.4).</summary>
internal sealed class EcdsaKey : PooledKey<ECDsa>
{
    private const DSASignatureFormat RFollowedByS = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    private readonly bool isPrivate;

    private EcdsaKey(ECDsa key, ECPoint point, bool isPrivate) : base(key)
    {
        this.isPrivate = isPrivate;
        // RFC 7518 §6.2.1: coordinates are of full length, leading zeros included.
        Members =
        [
            ("crv", "P-256"), ("kty", "EC"), ("x", Base64Url.EncodeToString(point.X)), ("y", Base64Url.EncodeToString(point.Y)),
        ];
    }

    public override string Algorithm => SigningAlgorithm.Es256;

    public override int SignatureLength => 64;

    public override IReadOnlyList<(string Name, string Value)> Members { get; }

    public static SignatureKey Create() => From(ECDsa.Create(ECCurve.NamedCurves.nistP256), isPrivate: true);

    public static SignatureKey Import(ReadOnlySpan<byte> encoded, bool isPrivate) => Import(ECDsa.Create(), encoded, isPrivate, From);

    protected override bool Verify(ECDsa key, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) =>
        key.VerifyHash(hash, signature, RFollowedByS);

    protected override void Sign(ECDsa key, ReadOnlySpan<byte> hash, Span<byte> signature) => key.SignHash(hash, signature, RFollowedByS);

    protected override ECDsa Copy(ECDsa original)
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

    private static EcdsaKey From(ECDsa key, bool isPrivate)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
            ? new EcdsaKey(key, parameters.Q, isPrivate)
            : throw new CryptographicException($"Expected a key on P-256, got one on {parameters.Curve.Oid.FriendlyName}.");
    }
}
