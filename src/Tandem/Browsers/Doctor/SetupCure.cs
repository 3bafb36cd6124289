using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;

namespace Tandem.Browsers.Doctor;

/// <summary>What was seen of a rule that keeps the cookie away, and the shortest cure.</summary>
internal static class SetupCure
{
    public static string Seen(BrowserRule rule, Setup setup, IReadOnlyList<CookieForecast> browsers)
    {
        var cookie = setup.Cookie;
        if (rule == SetupRule.LoopbackSpelling)
            return $"The page is at {setup.Page.Origin}, the API at {setup.Api}: one machine under two names.";
        if (rule == SetupRule.Framed)
            return $"The page {setup.Page.Origin} is in a frame of {setup.Page.Top}; the cookie says SameSite={cookie.SameSite}{(cookie.Partitioned ? "; Partitioned" : "")}.";
        if (rule == CookieRule.OtherHost)
            return $"Sign-in is at {setup.Api.Host}, refresh at {setup.Refresh.Target.Host}; the cookie has {(cookie.Domain is null ? "no Domain" : $"Domain={cookie.Domain}")}.";
        if (rule == CookieRule.OtherPath)
            return $"The cookie has {(cookie.Path is null ? $"no Path, so {CookieJar.DefaultPath(setup.LoginPath)} counts" : $"Path={cookie.Path}")}; the refresh goes to {setup.RefreshPath}.";
        if (rule == CookieRule.ForeignDomain || rule == CookieRule.PublicSuffixDomain)
            return $"The cookie has Domain={cookie.Domain}; the API is at {setup.Api.Host}.";
        if (rule == CookieRule.SameSiteCrossSite || rule == CookieRule.ThirdPartyBlocked)
            return $"{Sites(setup)} The cookie says {Stated(cookie)}.{Apart(rule, browsers)}";
        return rule == CookieRule.TooLong
            ? $"{cookie.Name} has {cookie.Name.Length + cookie.Value.Length} characters."
            : $"The cookie is {cookie.Name}; {Place(cookie)}{(cookie.Secure ? "; Secure" : "")}; {Stated(cookie)}. The API is at {setup.Api}.";
    }

    public static string Of(BrowserRule rule, Setup setup)
    {
        if (rule == SetupRule.LoopbackSpelling)
            return $"Open the page as {Respelled(setup.Page.Origin, setup.Api.Host)}, or call the API as {Respelled(setup.Api, setup.Page.Origin.Host)}.";
        if (rule == SetupRule.Framed)
            return setup.Cookies.Count > 0
                ? $"Open the page in a tab of its own, or set the cookie so that it may be framed: {Line(setup)}"
                : "Open the page in a tab of its own, or let it be framed: `Tandem:RefreshToken:Cookie:SameSite=None` and `Tandem:RefreshToken:Cookie:Partitioned=true`";
        if (rule == CookieRule.OtherHost)
            return $"Refresh where you sign in: {setup.Api}{setup.RefreshPath}";
        if (!setup.Api.IsSecure)
            return rule == CookieRule.SecureNeedsTls || setup.Relation != OriginRelation.CrossSite
                ? $"Without TLS leave Secure out (on a developer's machine only), or serve the API over HTTPS: {Line(setup)}"
                : $"Without TLS no cookie passes between sites: open the page over plain HTTP as {Respelled(setup.Api, setup.Api.Host, samePort: false)}:PORT, or serve the API over HTTPS.";
        return (rule == CookieRule.ForeignDomain || rule == CookieRule.PublicSuffixDomain ? "Leave Domain out: "
            : rule == CookieRule.OtherPath ? "Let Path cover the refresh: "
            : rule == CookieRule.HostPrefix ? "Leave Domain out, and state Path=/ and Secure: "
            : rule == CookieRule.SecurePrefix || rule == CookieRule.NoneNeedsSecure || rule == CookieRule.PartitionedNeedsSecure ? "Add Secure: "
            : rule == CookieRule.ThirdPartyBlocked ? "Add Partitioned: "
            : rule == CookieRule.TooLong ? "Put less into it: "
            : "Set the cookie for pages of other sites: ") + Line(setup);
    }

    /// <summary>The cookie as it should be set, its value left out.</summary>
    public static string Line(Setup setup)
    {
        var cookie = setup.Cookie;
        if (setup.Cookies.Count == 0)
            return $"`Set-Cookie: {setup.Planned.Name}=...; {setup.Planned.Attributes}`";
        var crossSite = setup.Relation == OriginRelation.CrossSite && setup.Api.IsSecure;
        var hostPrefix = cookie.Name.StartsWith(RefreshCookie.HostPrefix, StringComparison.OrdinalIgnoreCase);
        var sound = new RefreshCookie(
            cookie.Name,
            cookie.Path is { } path && !hostPrefix && CookieJar.PathMatches(setup.RefreshPath, path) ? path : "/",
            hostPrefix || cookie.Domain is not { } domain || PublicSuffixList.PublicSuffix(domain) == domain || !CookieJar.DomainMatches(setup.Api.Host, domain) ? null : domain,
            setup.Api.IsSecure,
            crossSite ? SameSite.None : cookie.SameSite is SameSite.Strict ? SameSite.Strict : SameSite.Lax,
            crossSite);
        return $"`Set-Cookie: {sound.Name}=...; Max-Age={(cookie.MaxAge is > 3600 and var age ? age : 604800)}; {sound.Attributes}`";
    }

    /// <summary>Where a cookie is sent.</summary>
    public static string Place(SetCookieHeader cookie) =>
        $"{(cookie.Domain is null ? "no Domain" : $"Domain={cookie.Domain}")}, {(cookie.Path is null ? "no Path" : $"Path={cookie.Path}")}{(cookie.Partitioned ? ", Partitioned" : "")}";

    private static string Stated(SetCookieHeader cookie) =>
        (cookie.SameSite == SameSite.Unspecified ? "nothing of SameSite" : $"SameSite={cookie.SameSite}") + (cookie.Partitioned ? "; Partitioned" : "");

    private static string Sites(Setup setup) =>
        $"The page is of the site {Site.Of(setup.Page.Top)}, the API of {Site.Of(setup.Api)}{Suffix(setup)}.";

    // Two names of a platform look like one domain: that they are not is what nobody knows.
    private static string Suffix(Setup setup) =>
        PublicSuffixList.PublicSuffix(setup.Api.Host) is { } suffix && suffix.Contains('.', StringComparison.Ordinal) && suffix == PublicSuffixList.PublicSuffix(setup.Page.Origin.Host)
            ? $" ({suffix} is a public suffix: each name below it is a site of its own)"
            : "";

    private static string Apart(BrowserRule rule, IReadOnlyList<CookieForecast> browsers)
    {
        var apart = browsers.Where(browser => browser.Why == rule).Select(browser => browser.Browser.Family).ToList();
        return apart.Count == browsers.Count ? "" : $" That fails in {string.Join(" and ", apart)}.";
    }

    private static string Respelled(Origin origin, string host, bool samePort = true) =>
        $"{origin.Scheme}://{host}{(samePort && !IsDefaultPort(origin) ? $":{origin.Port}" : "")}";

    private static bool IsDefaultPort(Origin origin) => origin.Port == (origin.IsSecure ? 443 : 80);
}
