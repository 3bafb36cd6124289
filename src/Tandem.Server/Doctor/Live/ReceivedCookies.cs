using Tandem.Browsers.Cookies;
using Tandem.Browsers.Doctor;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Doctor.Live;

/// <summary>The refresh cookie among what a sign-in set.</summary>
internal static class ReceivedCookies
{
    /// <summary>Every cookie of a response, in the order set.</summary>
    public static IReadOnlyList<SetCookieHeader> All(LiveResponse response) => [.. response.SetCookies.Select(SetCookieHeader.Parse).OfType<SetCookieHeader>()];

    /// <summary>What a browser keeps of them.</summary>
    public static IReadOnlyList<SetCookieHeader> Kept(LiveResponse response, string path) => KeptCookies.Of(All(response), path, response.At);

    /// <summary>
    /// The cookies that can be the refresh cookie: as told, by Tandem's names, by a name that says so, else whatever scripts cannot read. Those that
    /// are kept; where none is, those that a browser drops, for the review to say so.
    /// </summary>
    public static IReadOnlyList<SetCookieHeader> Find(LiveResponse response, string path, string? name)
    {
        Func<SetCookieHeader, bool>[] signs = name is not null
            ? [cookie => cookie.Name == name]
            : [
                cookie => RefreshCookie.IsName(cookie.Name),
                cookie => cookie.Name.Contains("refresh", StringComparison.OrdinalIgnoreCase),
                cookie => cookie.HttpOnly,
            ];
        return new[] { Kept(response, path), [.. All(response).Where(cookie => cookie.Value.Length > 0)] }
            .SelectMany(all => signs.Select(sign => all.Where(sign).ToList())).FirstOrDefault(found => found.Count > 0) ?? [];
    }

    /// <summary>A sign-in that left no refresh cookie.</summary>
    public static Finding Missing(LiveResponse response) => LiveRule.SetCookieMissing.Found(FindingSeverity.Error,
        response.SetCookies.Count == 0
            ? $"{response.Request} was answered {response.Status} without Set-Cookie{(response.Member("refreshToken") is null ? "" : "; the refresh token is in the body")}."
            : $"{response.Request} set no cookie that looks like a refresh token: {string.Join(", ", response.SetCookies.Select(header => PlainText.Escape(header.Split('=')[0])))}.",
        "Let the proxy pass Set-Cookie on: no `proxy_hide_header Set-Cookie;` and no rule that strips cookies. Behind a proxy that ends TLS, Express needs `app.set('trust proxy', 1)` for secure cookies of sessions. In Tandem: `Tandem:RefreshToken:Delivery:0=cookie`");

    /// <summary>A cookie of Tandem's that came otherwise than planned: an error where that keeps browsers from storing it.</summary>
    public static Finding? Rewritten(Setup setup, SetCookieHeader cookie)
    {
        var planned = setup.Planned;
        if ((cookie.Name != planned.Name && (planned.Secure || !RefreshCookie.IsSuffixed(cookie.Name)))
            || cookie with { Name = planned.Name, Value = "", MaxAge = null, Expires = null } == planned.ToHeader() with { Value = "", MaxAge = null, Expires = null })
            return null;
        var isRefused = cookie.Name.StartsWith(RefreshCookie.HostPrefix, StringComparison.Ordinal) && (!cookie.Secure || cookie.Path != "/");
        return LiveRule.CookieRewritten.Found(isRefused ? FindingSeverity.Error : FindingSeverity.Info, $"Planned was {planned.Name}; {planned.Attributes}. Received was {GivenCookie.Describe(cookie)}.",
            "If the configuration does not say so, a proxy does. nginx: remove `proxy_cookie_path`, `proxy_cookie_domain` and `proxy_cookie_flags` for it. Apache: `ProxyPassReverseCookiePath` and `ProxyPassReverseCookieDomain`. Vite and http-proxy: `cookiePathRewrite` and `cookieDomainRewrite`");
    }
}
