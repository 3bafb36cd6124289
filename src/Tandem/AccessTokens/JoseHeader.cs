using System.Text.Json;

namespace Tandem.AccessTokens;

/// <summary>The header of a JWS (RFC 7515 §4), as far as it matters here.</summary>
/// <param name="Algorithm"><c>alg</c>.</param>
/// <param name="KeyId"><c>kid</c>.</param>
/// <param name="Type"><c>typ</c>, or null.</param>
internal readonly record struct JoseHeader(string Algorithm, string KeyId, string? Type)
{
    private const int MaxDepth = 2;

    /// <summary>
    /// Reads a header that nobody has verified. What it could make a reader do, fetch a key, trust the one it brings, unpack or
    /// decrypt, is refused outright (RFC 8725 §3.10, RFC 7515 §4.1.11, RFC 7797); what is unknown is ignored (RFC 7515 §4).
    /// </summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, out JoseHeader header)
    {
        header = default;
        if (!StrictJson.TryParseObject(utf8, MaxDepth, out var document))
            return false;
        using (document)
        {
            var json = document.RootElement;
            string? type = null;
            if (IsRefused(json)
                || !json.TryGetText("alg"u8, out var algorithm)
                || !json.TryGetText("kid"u8, out var keyId)
                || (json.TryGetProperty("typ"u8, out _) && !json.TryGetText("typ"u8, out type)))
                return false;
            header = new JoseHeader(algorithm, keyId, type);
            return true;
        }
    }

    private static bool IsRefused(JsonElement json)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (member.NameEquals("crit"u8) || member.NameEquals("b64"u8) || member.NameEquals("jku"u8) || member.NameEquals("jwk"u8)
                || member.NameEquals("x5u"u8) || member.NameEquals("x5c"u8) || member.NameEquals("zip"u8) || member.NameEquals("enc"u8))
                return true;
        }

        return false;
    }
}
