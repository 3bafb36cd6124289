using System.Text.Json;

using Tandem.SigningKeys;

namespace Tandem.AccessTokens;

/// <summary>
/// A public key as published (RFC 7517 §4): elliptic curve (RFC 7518 §6.2.1) or RSA (§6.3.1). There is no member a private part could
/// go into.
/// </summary>
internal sealed record JsonWebKey
{
    /// <summary><c>kty</c>: <c>EC</c> or <c>RSA</c>.</summary>
    public required string KeyType { get; init; }

    /// <summary><c>kid</c>.</summary>
    public required string KeyId { get; init; }

    /// <summary><c>use</c>.</summary>
    public required string Use { get; init; }

    /// <summary><c>alg</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary><c>crv</c> of an elliptic-curve key.</summary>
    public string? Curve { get; init; }

    /// <summary><c>x</c> of an elliptic-curve key, base64url of the full 32 bytes.</summary>
    public string? X { get; init; }

    /// <summary><c>y</c> of an elliptic-curve key, base64url of the full 32 bytes.</summary>
    public string? Y { get; init; }

    /// <summary><c>n</c> of an RSA key, base64url.</summary>
    public string? Modulus { get; init; }

    /// <summary><c>e</c> of an RSA key, base64url.</summary>
    public string? Exponent { get; init; }

    /// <summary>A key of the ring.</summary>
    public static JsonWebKey From(VerificationKey key)
    {
        var members = key.Members.ToDictionary(member => member.Name, member => member.Value);
        return new JsonWebKey
        {
            KeyType = members["kty"],
            KeyId = key.KeyId,
            Use = "sig",
            Algorithm = key.Algorithm,
            Curve = members.GetValueOrDefault("crv"),
            X = members.GetValueOrDefault("x"),
            Y = members.GetValueOrDefault("y"),
            Modulus = members.GetValueOrDefault("n"),
            Exponent = members.GetValueOrDefault("e"),
        };
    }

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kty"u8, KeyType);
        WriteIfPresent(json, "crv"u8, Curve);
        WriteIfPresent(json, "x"u8, X);
        WriteIfPresent(json, "y"u8, Y);
        WriteIfPresent(json, "n"u8, Modulus);
        WriteIfPresent(json, "e"u8, Exponent);
        json.WriteString("kid"u8, KeyId);
        json.WriteString("use"u8, Use);
        json.WriteString("alg"u8, Algorithm);
        json.WriteEndObject();
    }

    private static void WriteIfPresent(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
