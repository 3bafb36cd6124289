using System.Buffers;

using Tandem.Browsers.Sites;

namespace Tandem.Browsers.Cors;

/// <summary>What a browser makes of CORS headers: the rules that an answer breaks, none when the page may go on.</summary>
internal static class CorsCheck
{
    private static readonly string[] SafeMethods = ["GET", "HEAD", "POST"];

    // RFC 9110 §5.6.2.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether a page may read an answer (Fetch Standard §4.10, "CORS check").</summary>
    public static IEnumerable<BrowserRule> Reading(Origin page, CorsAnswer answer, bool credentials)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.AllowOrigin is null)
        {
            yield return CorsRule.OriginMissing;
            yield break;
        }

        if (answer.AllowOrigin == "*")
        {
            if (!credentials)
                yield break;
            yield return CorsRule.OriginWildcard;
        }
        else if (answer.AllowOrigin != page.ToString())
        {
            yield return CorsRule.OriginOther;
        }

        if (credentials && answer.AllowCredentials != "true")
            yield return CorsRule.CredentialsMissing;
    }

    /// <summary>Whether the request behind a preflight is made (Fetch Standard §4.8, "CORS-preflight fetch").</summary>
    /// <param name="page">The page's origin.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="headers">Names of its headers that need permission, such as <c>content-type</c> for JSON.</param>
    /// <param name="answer">What the preflight answered.</param>
    /// <param name="credentials">Whether the request has credentials.</param>
    public static IEnumerable<BrowserRule> Preflight(Origin page, string method, IEnumerable<string> headers, CorsAnswer answer, bool credentials)
    {
        ArgumentNullException.ThrowIfNull(headers);
        foreach (var rule in Reading(page, answer, credentials))
            yield return rule;
        if (answer.Status is < 200 or > 299)
            yield return CorsRule.PreflightStatus;
        if (IsMalformed(answer.AllowMethods) || (!SafeMethods.Contains(method) && !Lists(answer.AllowMethods, method, StringComparison.Ordinal, credentials)))
            yield return CorsRule.MethodMissing;
        if (IsMalformed(answer.AllowHeaders) || MissingHeaders(headers, answer, credentials).Any())
            yield return CorsRule.HeaderMissing;
    }

    /// <summary>Those of a request's headers that an answer gives no permission for.</summary>
    public static IEnumerable<string> MissingHeaders(IEnumerable<string> headers, CorsAnswer answer, bool credentials)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return IsMalformed(answer.AllowHeaders) ? headers : headers.Where(header => !Lists(answer.AllowHeaders, header,
            StringComparison.OrdinalIgnoreCase, credentials || header.Equals("Authorization", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Whether a text is a header's name (RFC 9110 §5.6.2). An asterisk is one too, and no wildcard where there are credentials.</summary>
    public static bool IsName(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    // One entry that is no token spoils the whole list (Fetch Standard §2.2.2, "extract header list values").
    private static bool IsMalformed(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.TrimEntries).Any(entry => entry.AsSpan().ContainsAnyExcept(TokenCharacters));

    private static bool Lists(string? list, string item, StringComparison comparison, bool literally) =>
        (list ?? "").Split(',', StringSplitOptions.TrimEntries).Any(entry => entry.Equals(item, comparison) || (entry == "*" && !literally));
}

/// <summary>What an answer says about CORS; each header as it was received, null when it is absent.</summary>
/// <param name="Status">Status code.</param>
/// <param name="AllowOrigin"><c>Access-Control-Allow-Origin</c>.</param>
/// <param name="AllowCredentials"><c>Access-Control-Allow-Credentials</c>.</param>
/// <param name="AllowMethods"><c>Access-Control-Allow-Methods</c>.</param>
/// <param name="AllowHeaders"><c>Access-Control-Allow-Headers</c>.</param>
/// <param name="Vary"><c>Vary</c>.</param>
internal sealed record CorsAnswer(
    int Status, string? AllowOrigin, string? AllowCredentials, string? AllowMethods = null, string? AllowHeaders = null, string? Vary = null);
