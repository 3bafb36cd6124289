using System.Globalization;
using System.Text.Json;

using Tandem.AccessTokens;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>
/// Says of a refused access token what was expected and what came: for logs, never the token itself. What a stranger wrote is shortened, and
/// escaped to ASCII. It reads the token again; refusals alone pay for that.
/// </summary>
internal static class RefusedAccessToken
{
    private const int LongestValue = 200;
    private const int MaxDepth = 8;

    // Those that AccessTokenClaims cannot do without, in its order.
    private static readonly string[] Claims = ["iss", "sub", "aud", "exp", "iat", "jti", "client_id", "sid", "gen", "epoch", "roles", "auth_time", "amr"];

    /// <summary>One sentence or two, with the cure where the cure lies in the configuration.</summary>
    public static string Describe(ReadOnlySpan<char> token, AccessTokenFault fault, AccessTokenSettings expected, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (!CompactJws.TryParse(token, out var jws))
            return Shape(token);
        using (jws)
        {
            using var header = Read(jws.Header);
            using var claims = Read(jws.Payload);
            return fault switch
            {
                AccessTokenFault.WrongType => $"Expected typ \"at+jwt\", got {Member(header, "typ")}. An ID token is not an access token.",
                AccessTokenFault.WrongAlgorithm => $"Expected the algorithm of the key, {string.Join(" or ", SigningAlgorithm.All)}, got {Member(header, "alg")}.",
                AccessTokenFault.UnknownKey => $"Expected a key that {expected.Issuer} publishes, got kid {Member(header, "kid")} from issuer {Member(claims, "iss")}.",
                AccessTokenFault.BadSignature => $"Expected a signature by the key {Member(header, "kid")}, got another: the token was altered or cut.",
                AccessTokenFault.WrongIssuer => $"Expected iss \"{expected.Issuer}\", got {Member(claims, "iss")}. They are compared character by character: the authority is the issuer's Tandem:PublicUrl.",
                AccessTokenFault.WrongAudience => $"Expected aud \"{expected.Audience}\", got {Member(claims, "aud")}. Set Audience here to what the issuer writes, or Tandem:AccessToken:Audience there.",
                AccessTokenFault.NotYetValid => $"Expected iat and nbf by {Second(now)} and {expected.Tolerance.TotalSeconds:0} s, got iat {Member(claims, "iat")} and nbf {Member(claims, "nbf")}. Set both clocks by NTP.",
                AccessTokenFault.Expired => $"Expected exp after {Second(now)}, less {expected.Tolerance.TotalSeconds:0} s, got {Member(claims, "exp")}.",
                _ => Unreadable(header, claims),
            };
        }
    }

    private static string Shape(ReadOnlySpan<char> token) =>
        token.Length > CompactJws.MaximumLength ? string.Create(CultureInfo.InvariantCulture, $"Expected at most {CompactJws.MaximumLength:N0} characters, got {token.Length:N0}.")
        : token.Count('.') is not 2 and var dots ? $"Expected three parts with dots between them, got {dots + 1}: this is no JWT."
        : "Expected base64url without padding, blanks or spare bits, got something else.";

    private static string Unreadable(JsonDocument? header, JsonDocument? claims)
    {
        if (header is null || claims is null)
            return $"Expected JSON objects, got something else as {(header is null ? "header" : "claims")}.";
        var missing = Claims.Where(claim => !claims.RootElement.TryGetProperty(claim, out _)).ToList();
        return missing.Count > 0
            ? $"Expected the claims of Tandem's access tokens, got none of the name {string.Join(", ", missing)}, from issuer {Member(claims, "iss")}."
            : "Expected the header and the claims of Tandem's access tokens, each of its type, got others.";
    }

    private static JsonDocument? Read(ReadOnlyMemory<byte> utf8) => StrictJson.TryParseObject(utf8, MaxDepth, out var document) ? document : null;

    private static string Member(JsonDocument? document, string name)
    {
        if (document is null || !document.RootElement.TryGetProperty(name, out var value))
            return "none";
        var text = value.GetRawText();
        if (text.Length > LongestValue)
            text = $"{text.AsSpan(0, LongestValue)}...";
        // With the default encoder: what is not plain ASCII is escaped. Quotes are there already.
        return JsonEncodedText.Encode(text).ToString().Replace("\\u0022", "\"", StringComparison.Ordinal);
    }

    private static long Second(DateTimeOffset now) => now.ToUnixTimeSeconds();
}
