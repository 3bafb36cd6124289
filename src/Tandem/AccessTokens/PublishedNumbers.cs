using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Tandem.AccessTokens;

/// <summary>The numbers of a published key, within bounds, as SubjectPublicKeyInfo.</summary>
internal static class PublishedNumbers
{
    private const int CoordinateBytes = 32;
    private const int FewestModulusBytes = 256, MostModulusBytes = 512, MostExponentBytes = 4;

    // The least exponent of FIPS 186-5 §5.4.
    private const uint LeastExponent = 65537;

    /// <exception cref="FormatException">A coordinate is not base64url of its full length (RFC 7518 §6.2.1.2, §6.2.1.3).</exception>
    /// <exception cref="CryptographicException">The point is not on the curve.</exception>
    public static byte[] EllipticCurve(JsonElement json)
    {
        var point = new ECPoint { X = Bytes(json, "x"u8), Y = Bytes(json, "y"u8) };
        if (point.X.Length != CoordinateBytes || point.Y.Length != CoordinateBytes)
            throw new FormatException("A coordinate is not of full length.");
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        return key.ExportSubjectPublicKeyInfo();
    }

    /// <exception cref="FormatException">A number is not base64url.</exception>
    /// <exception cref="CryptographicException">Modulus or exponent is out of bounds or even, or the key is known to be weak.</exception>
    public static byte[] Rsa(JsonElement json)
    {
        var modulus = Bytes(json, "n"u8);
        var exponent = Bytes(json, "e"u8);
        // RFC 7518 §2: without leading zeros.
        if (modulus[0] == 0 || exponent[0] == 0)
            throw new FormatException("A number begins with zero.");
        // RFC 7518 §3.3: 2,048 bits at least. The upper bounds keep a verification short, whatever a key says.
        if (modulus.Length is < FewestModulusBytes or > MostModulusBytes || (modulus[^1] & 1) == 0
            || exponent.Length > MostExponentBytes || (exponent[^1] & 1) == 0 || ValueOf(exponent) < LeastExponent)
            throw new CryptographicException("Modulus or exponent is out of bounds.");
        if (RocaFingerprint.IsOn(modulus))
            throw new CryptographicException("The modulus can be factored (CVE-2017-15361).");
        using var key = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        return key.ExportSubjectPublicKeyInfo();
    }

    private static byte[] Bytes(JsonElement json, ReadOnlySpan<byte> name)
    {
        if (!json.TryGetText(name, out var text) || !Base64Url.IsValid(text))
            throw new FormatException("A number is missing, or not base64url.");
        return Base64Url.DecodeFromChars(text) is { Length: > 0 } bytes ? bytes : throw new FormatException("A number has no digits.");
    }

    private static uint ValueOf(byte[] bigEndian) => bigEndian.Aggregate(0u, (value, digits) => (value << 8) | digits);
}
