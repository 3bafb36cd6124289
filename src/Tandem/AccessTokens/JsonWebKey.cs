using System.Buffers.Text;
using System.Text.Json;

using Tandem.Keys;

namespace Tandem.AccessTokens;

/// <summary>A public key as published (RFC 7517 §4, RFC 7518 §6.2.1). There is no member a private part could go into.</summary>
/// <param name="KeyType"><c>kty</c>.</param>
/// <param name="Curve"><c>crv</c>.</param>
/// <param name="X"><c>x</c>, base64url of the full 32 bytes.</param>
/// <param name="Y"><c>y</c>, base64url of the full 32 bytes.</param>
/// <param name="KeyId"><c>kid</c>.</param>
/// <param name="Use"><c>use</c>.</param>
/// <param name="Algorithm"><c>alg</c>.</param>
public sealed record JsonWebKey(string KeyType, string Curve, string X, string Y, string KeyId, string Use, string Algorithm)
{
    /// <summary>A key of the ring.</summary>
    public static JsonWebKey From(VerificationKey key) => new(
        "EC", VerificationKey.Curve, Base64Url.EncodeToString(key.X.Span), Base64Url.EncodeToString(key.Y.Span),
        key.KeyId, "sig", key.Algorithm);

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kty"u8, KeyType);
        json.WriteString("crv"u8, Curve);
        json.WriteString("x"u8, X);
        json.WriteString("y"u8, Y);
        json.WriteString("kid"u8, KeyId);
        json.WriteString("use"u8, Use);
        json.WriteString("alg"u8, Algorithm);
        json.WriteEndObject();
    }
}
