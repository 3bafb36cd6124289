namespace Tandem.AccessTokens;

/// <summary>Tells an access token of one issuer by its looks, whether it is genuine, expired, or neither.</summary>
internal static class AccessTokenForm
{
    // Claims of Tandem's tokens are text, numbers and lists of text; somebody else's may be deeper.
    private const int MaxDepth = 8;

    /// <summary>Whether a text is a JWT of the type <c>at+jwt</c> (RFC 9068 §2.1) that names the issuer. Nothing is verified.</summary>
    public static bool IsMatch(ReadOnlySpan<char> text, string issuer)
    {
        // Every JWT begins so, since its header is a JSON object: most texts need no further look.
        if (!text.StartsWith("ey", StringComparison.Ordinal) || !CompactJws.TryParse(text, out var jws))
            return false;
        using (jws)
        {
            if (!JoseHeader.TryParse(jws.Header, out var header) || !AccessTokenValidator.IsAccessTokenType(header.Type)
                || !StrictJson.TryParseObject(jws.Payload, MaxDepth, out var claims))
                return false;
            using (claims)
                return claims.RootElement.TryGetText("iss"u8, out var named) && string.Equals(named, issuer, StringComparison.Ordinal);
        }
    }
}
