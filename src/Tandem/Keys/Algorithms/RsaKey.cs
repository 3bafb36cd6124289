using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tandem.Keys.Algorithms;

/// <summary>An RSA key for RS256 (RFC 7518 §3.3). New ones have 3,072 bits, 128 bits of security (ASVS 11.2.3).</summary>
internal sealed class RsaKey : SignatureKey
{
    private const int NewKeyBits = 3072;

    // RFC 7518 §3.3 asks for 2,048 bits at least. The upper bound is of work: a verification must not take long because a key says so.
    private const int FewestBits = 2048, MostBits = 4096, LongestExponent = 4;

    private readonly RSA key;
    private readonly KeyPool<RSA> pool;

    private RsaKey(RSA key, RSAParameters parameters, bool isPrivate)
    {
        this.key = key;
        pool = new KeyPool<RSA>(key, original => Copy(original, isPrivate));
        SignatureLength = parameters.Modulus!.Length;
        Members =
        [
            ("e", Base64Url.EncodeToString(parameters.Exponent!)), ("kty", "RSA"), ("n", Base64Url.EncodeToString(parameters.Modulus)),
        ];
    }

    public override string Algorithm => SigningAlgorithm.Rs256;

    public override int SignatureLength { get; }

    public override IReadOnlyList<(string Name, string Value)> Members { get; }

    public static RsaKey Create() => From(RSA.Create(NewKeyBits), isPrivate: true);

    public static RsaKey Import(ReadOnlySpan<byte> encoded, bool isPrivate)
    {
        var key = RSA.Create();
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
            return rented.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
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
            rented.SignHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            pool.Return(rented);
        }
    }

    public override void Dispose() => pool.Dispose();

    public override byte[] ExportPublicKey() => key.ExportSubjectPublicKeyInfo();

    public override byte[] ExportPrivateKey() => key.ExportPkcs8PrivateKey();

    private static RsaKey From(RSA key, bool isPrivate)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return key.KeySize is >= FewestBits and <= MostBits && parameters.Exponent!.Length <= LongestExponent
            ? new RsaKey(key, parameters, isPrivate)
            : throw new CryptographicException(
                $"Expected an RSA key of {FewestBits} to {MostBits} bits with an exponent of at most {8 * LongestExponent}, got one of {key.KeySize}.");
    }

    private static RSA Copy(RSA original, bool isPrivate)
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
}
