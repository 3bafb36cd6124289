using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tandem.SigningKeys;

/// <summary>An RSA key for RS256 (RFC 7518 §3.3). New ones have 3,072 bits, 128 bits of security (ASVS 11.2.3).</summary>
internal sealed class RsaKey : PooledKey<RSA>
{
    private const int NewKeyBits = 3072;

    // RFC 7518 §3.3 asks for 2,048 bits at least. The upper bound is of work: a verification must not take long because a key says so.
    private const int FewestBits = 2048, MostBits = 4096, LongestExponent = 4;

    private readonly bool isPrivate;

    private RsaKey(RSA key, RSAParameters parameters, bool isPrivate) : base(key)
    {
        this.isPrivate = isPrivate;
        SignatureLength = parameters.Modulus!.Length;
        Members =
        [
            ("e", Base64Url.EncodeToString(parameters.Exponent!)), ("kty", "RSA"), ("n", Base64Url.EncodeToString(parameters.Modulus)),
        ];
    }

    public override string Algorithm => SigningAlgorithm.Rs256;

    public override int SignatureLength { get; }

    public override IReadOnlyList<(string Name, string Value)> Members { get; }

    public static SignatureKey Create() => From(RSA.Create(NewKeyBits), isPrivate: true);

    public static SignatureKey Import(ReadOnlySpan<byte> encoded, bool isPrivate) => Import(RSA.Create(), encoded, isPrivate, From);

    protected override bool Verify(RSA key, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) =>
        key.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    protected override void Sign(RSA key, ReadOnlySpan<byte> hash, Span<byte> signature) =>
        key.SignHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    protected override RSA Copy(RSA original)
    {
        var parameters = original.ExportParameters(isPrivate);
        try
        {
            return RSA.Create(parameters);
        }
        finally
        {
            foreach (var part in new[] { parameters.D, parameters.P, parameters.Q, parameters.DP, parameters.DQ, parameters.InverseQ })
                CryptographicOperations.ZeroMemory(part);
        }
    }

    private static RsaKey From(RSA key, bool isPrivate)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return key.KeySize is >= FewestBits and <= MostBits && parameters.Exponent!.Length <= LongestExponent
            ? new RsaKey(key, parameters, isPrivate)
            : throw new CryptographicException(
                $"Expected an RSA key of {FewestBits} to {MostBits} bits with an exponent of at most {8 * LongestExponent}, got one of {key.KeySize}.");
    }
}
