using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Keys;

/// <summary>
/// The name of a public key: SHA-256 over its required members in lexicographic order, without white space (RFC 7638 §3), base64url.
/// </summary>
internal static class Thumbprint
{
    /// <summary>Of an elliptic-curve key (RFC 7638 §3.2).</summary>
    public static string OfEllipticCurve(string curve, ReadOnlySpan<byte> x, ReadOnlySpan<byte> y) => Of(
        ("crv", curve), ("kty", "EC"), ("x", Base64Url.EncodeToString(x)), ("y", Base64Url.EncodeToString(y)));

    /// <summary>Of an RSA key (RFC 7638 §3.2).</summary>
    public static string OfRsa(ReadOnlySpan<byte> exponent, ReadOnlySpan<byte> modulus) => Of(
        ("e", Base64Url.EncodeToString(exponent)), ("kty", "RSA"), ("n", Base64Url.EncodeToString(modulus)));

    // Names and values are base64url or registered ASCII words, which JSON never escapes.
    private static string Of(params ReadOnlySpan<(string Name, string Value)> members)
    {
        var json = new StringBuilder("{");
        foreach (var (name, value) in members)
            json.Append(json.Length > 1 ? "," : "").Append($"\"{name}\":\"{value}\"");
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(json.Append('}').ToString())));
    }
}
