using System.Globalization;
using System.Text.RegularExpressions;

using Tandem.Browsers.Doctor;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Doctor.Live;

/// <summary>What responses show besides CORS: another server, caches, clocks, mangled cookies.</summary>
internal static partial class ResponseFindings
{
    /// <summary>What keeps a cache from these paths.</summary>
    public const string CacheFix =
        "Keep the cache away from these paths, and send `Cache-Control: no-store`. nginx: `proxy_cache off;` Varnish: `return (pass);` in vcl_recv. Apache: `CacheDisable /api/` Squid: `cache deny all`. In a CDN a rule to bypass the cache for /api/*";

    private static readonly string[] CacheHeaders = ["X-Cache", "CF-Cache-Status", "X-Cache-Status", "X-Varnish-Cache"];
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(1);

    /// <summary>Whether something other than the API answered.</summary>
    public static Finding? OfAddress(LiveResponse response) => response switch
    {
        { IsRedirect: true } => LiveRule.Redirected.Found(FindingSeverity.Error, $"{response.Request} was answered {response.Status}, to {response.Location}.",
            $"Call the API by the address it redirects to: {response.Location}"),
        { IsHtml: true } => LiveRule.HtmlResponse.Found(FindingSeverity.Error, $"{response.Request} was answered {response.Status} with a page of HTML.",
            "Send the path to the API before any catch-all or sign-in page. nginx: `location /api/ { proxy_pass http://127.0.0.1:5080; }` without a path behind the port, which would cut the prefix off"),
        { Status: 404 or 405 } => LiveRule.RefreshNotFound.Found(FindingSeverity.Error, $"{response.Request} was answered {response.Status}{response.Code}.",
            "Give the right path: --api with the path of the endpoints, or --refresh-path. If a proxy cuts a prefix off, let it pass the whole path: `proxy_pass http://127.0.0.1:5080;` or set Tandem:BasePath"),
        { Status: >= 500 } => LiveRule.ServerError.Found(FindingSeverity.Error, $"{response.Request} was answered {response.Status}{response.Code}.",
            response.Status is 502 or 504 ? "The proxy does not reach the application: check its address and port there." : "See the server's log for the request."),
        _ => null,
    };

    /// <summary>Whether the response came from a cache.</summary>
    public static Finding? OfCache(LiveResponse response)
    {
        var hits = CacheHeaders
            .Select(name => (name, value: response.Header(name))).Where(header => header.value?.Contains("HIT", StringComparison.OrdinalIgnoreCase) == true)
            .Concat(new[] { (name: "Age", value: response.Header("Age")) }.Where(header => long.TryParse(header.value, out var age) && age > 0)).ToList();
        return hits.Count > 0
            ? LiveRule.TokenFromCache.Found(FindingSeverity.Error, $"{response.Request} was answered with {string.Join(" and ", hits.Select(hit => $"{hit.name}: {PlainText.Escape(hit.value!)}"))}.",
                CacheFix)
            : null;
    }

    /// <summary>Whether a cache may store a response with tokens.</summary>
    public static Finding? OfStorage(LiveResponse response) =>
        response.IsSuccess && response.Header("Cache-Control")?.Contains("no-store", StringComparison.OrdinalIgnoreCase) != true
            ? LiveRule.TokenCacheable.Found(FindingSeverity.Warning,
                $"{response.Request} was answered {(response.Header("Cache-Control") is { } said ? $"with Cache-Control: {PlainText.Escape(said)}" : "without Cache-Control")}.",
                "`Cache-Control: no-store`. In Express: `res.set('Cache-Control', 'no-store')`")
            : null;

    /// <summary>Whether the server's clock and this one differ.</summary>
    public static Finding? OfClock(LiveResponse response)
    {
        if ((response.Member("serverTime") ?? response.Header("Date")) is not { } said
            || !DateTimeOffset.TryParse(said, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return null;
        var skew = date - response.At;
        return skew.Duration() > MostSkew
            ? LiveRule.ClockSkew.Found(FindingSeverity.Warning,
                $"The server's clock says {Output.Time(date)}, this one {Output.Time(response.At)}: {Math.Round(skew.Duration().TotalMinutes):0} minutes {(skew > TimeSpan.Zero ? "ahead" : "behind")}.",
                "Let both machines keep network time: `timedatectl set-ntp true`")
            : null;
    }

    /// <summary>Whether several cookies came in one header.</summary>
    public static Finding? OfMerged(LiveResponse response) =>
        response.SetCookies.FirstOrDefault(header => Joined().IsMatch(header)) is { } merged
            ? LiveRule.SetCookieMerged.Found(FindingSeverity.Error,
                $"{response.Request} was answered with one Set-Cookie for several cookies: {string.Join(", ", Names(merged))}.",
                "One Set-Cookie header for each cookie. Whatever joins them, a proxy, gateway or serverless adapter, must hand on a list (multiValueHeaders, headers.getSetCookie()).")
            : null;

    private static IEnumerable<string> Names(string merged) =>
        Joined().Matches(merged).Select(match => PlainText.Escape(match.Groups[1].Value)).Prepend(PlainText.Escape(merged.Split('=')[0].Trim()));

    // A comma that a name and an equals sign follow; the comma of a date is followed by a day.
    [GeneratedRegex(@",\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=")]
    private static partial Regex Joined();
}
