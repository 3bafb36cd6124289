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
    /// Reads a header that nobody has verified. What it could make a reader do is refused outright; what is unknown is ignored
    /// (RFC 7515 §4).
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
            if (Extends(member) || BringsKey(member) || Encrypts(member))
                return true;
        }

        return false;
    }

    // No extension is understood here, so a token that insists on one is refused (RFC 7515 §4.1.11, RFC 7797 §6).
    private static bool Extends(JsonProperty member) => member.NameEquals("crit"u8) || member.NameEquals("b64"u8);

    // Nothing is fetched, and no key trusted, because a header says so (RFC 8725 §3.10; RFC 7515 §4.1.2, §4.1.3, §4.1.5, §4.1.6).
    private static bool BringsKey(JsonProperty member) =>
        member.NameEquals("jku"u8) || member.NameEquals("jwk"u8) || member.NameEquals("x5u"u8) || member.NameEquals("x5c"u8);

    // Members of a JWE (RFC 7516 §4.1.2, §4.1.3; RFC 7518 §4.6.1, §4.7.1, §4.8.1): a reader could be made to decrypt, inflate or derive
    // keys for as long as the sender likes (draft-ietf-oauth-rfc8725bis-08 §3.13, §3.15).
    private static bool Encrypts(JsonProperty member) =>
        member.NameEquals("enc"u8) || member.NameEquals("zip"u8) || member.NameEquals("epk"u8)
        || member.NameEquals("p2c"u8) || member.NameEquals("p2s"u8) || member.NameEquals("iv"u8) || member.NameEquals("tag"u8);
}
