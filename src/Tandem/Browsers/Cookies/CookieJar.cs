using Tandem.Browsers.Sites;

namespace Tandem.Browsers.Cookies;

/// <summary>What a browser does with a cookie: stores it or not, sends it or not (RFC 6265bis §5, CHIPS, and the vendors' policies).</summary>
internal static class CookieJar
{
    /// <summary>Whether a browser stores a cookie that came with the answer to a request.</summary>
    public static CookieVerdict Stores(this BrowserProfile browser, SetCookieHeader cookie, PageRequest request)
    {
        ArgumentNullException.ThrowIfNull(browser);
        ArgumentNullException.ThrowIfNull(cookie);
        ArgumentNullException.ThrowIfNull(request);
        if (!request.WithCredentials)
            return CookieVerdict.No(CookieRule.CredentialsOmitted);
        return Refusals(browser, cookie, request.Target).FirstOrDefault() is { } refused
            ? CookieVerdict.No(refused)
            : BySite(browser, cookie, request, isStoring: true);
    }

    /// <summary>Whether a browser sends a cookie with a request.</summary>
    public static CookieVerdict Sends(this BrowserProfile browser, StoredCookie stored, PageRequest request)
    {
        ArgumentNullException.ThrowIfNull(browser);
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(request);
        if (!request.WithCredentials)
            return CookieVerdict.No(CookieRule.CredentialsOmitted);
        if (!(stored.IsHostOnly ? request.Target.Host == stored.Host : DomainMatches(request.Target.Host, stored.Cookie.Domain!)))
            return CookieVerdict.No(CookieRule.OtherHost);
        if (!PathMatches(request.Path, stored.Path))
            return CookieVerdict.No(CookieRule.OtherPath);
        if (stored.Cookie.Secure && !IsSecure(browser, request.Target))
            return CookieVerdict.No(CookieRule.SecureNeedsTls);
        var verdict = BySite(browser, stored.Cookie, request, isStoring: false);
        return verdict.Happens && stored.Partition != PartitionOf(browser, stored.Cookie, request)
            ? CookieVerdict.No(CookieRule.OtherPartition)
            : verdict;
    }

    /// <summary>The cookie as it lies in the jar once it is stored.</summary>
    public static StoredCookie Keep(this BrowserProfile browser, SetCookieHeader cookie, PageRequest request)
    {
        ArgumentNullException.ThrowIfNull(browser);
        ArgumentNullException.ThrowIfNull(cookie);
        ArgumentNullException.ThrowIfNull(request);
        return new(cookie, request.Target.Host, cookie.Path ?? DefaultPath(request.Path), PartitionOf(browser, cookie, request));
    }

    /// <summary>Whether a host is a domain or below it (RFC 6265bis §5.1.3). An IP address matches itself only.</summary>
    public static bool DomainMatches(string host, string domain)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(domain);
        return host == domain
            || (host.Length > domain.Length && host.EndsWith(domain, StringComparison.Ordinal) && host[^(domain.Length + 1)] == '.'
                && PublicSuffixList.PublicSuffix(host) is not null);
    }

    /// <summary>Whether a cookie's path covers a request's (RFC 6265bis §5.1.4).</summary>
    public static bool PathMatches(string request, string path)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(path);
        return request.StartsWith(path, StringComparison.Ordinal)
            && (path.EndsWith('/') || request.Length == path.Length || request[path.Length] == '/');
    }

    /// <summary>Every rule by which no page whatsoever could have the cookie stored; none for a sound one.</summary>
    public static IEnumerable<BrowserRule> Refusals(this BrowserProfile browser, SetCookieHeader cookie, Origin target)
    {
        ArgumentNullException.ThrowIfNull(browser);
        ArgumentNullException.ThrowIfNull(cookie);
        ArgumentNullException.ThrowIfNull(target);
        if (cookie.IsTooLong)
            yield return CookieRule.TooLong;
        if (WhyDomainRefused(cookie.Domain, target.Host) is { } domain)
            yield return domain;
        // Prefixes are recognised in any case (RFC 6265bis §5.7), although servers compare names exactly.
        if (Carries(cookie, RefreshCookie.HostPrefix) && cookie is not { Name.Length: > 0, Secure: true, Domain: null, Path: "/" })
            yield return CookieRule.HostPrefix;
        if (Carries(cookie, RefreshCookie.SecurePrefix) && cookie is not { Name.Length: > 0, Secure: true })
            yield return CookieRule.SecurePrefix;
        if (cookie.Secure && !IsSecure(browser, target))
            yield return CookieRule.SecureNeedsTls;
        if (cookie is { SameSite: SameSite.None, Secure: false } && browser.NoneNeedsSecure)
            yield return CookieRule.NoneNeedsSecure;
        if (cookie is { Partitioned: true, Secure: false } && browser.KnowsPartitioned)
            yield return CookieRule.PartitionedNeedsSecure;
    }

    // A cookie without a name is sent as its value alone, which servers would take for a name (RFC 6265bis §5.7, step 22).
    private static bool Carries(SetCookieHeader cookie, string prefix) =>
        (cookie.Name.Length > 0 ? cookie.Name : cookie.Value).StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static BrowserRule? WhyDomainRefused(string? domain, string host)
    {
        if (domain is null || domain == host)
            return null;
        if (!DomainMatches(host, domain))
            return CookieRule.ForeignDomain;
        // A public suffix, and what is above it, which Chromium and Firefox refuse as well: from api.up.railway.app, railway.app.
        return PublicSuffixList.RegistrableDomain(host) is { } own && DomainMatches(domain, own) ? null : CookieRule.PublicSuffixDomain;
    }

    private static CookieVerdict BySite(BrowserProfile browser, SetCookieHeader cookie, PageRequest request, bool isStoring)
    {
        var isSameSite = browser.LinksRegardAncestors
            ? request.From.To(request.Target, browser.SchemefulSites) != OriginRelation.CrossSite
            : request.IsSameSite(browser.SchemefulSites);
        if (isSameSite)
            return CookieVerdict.Yes(CookieRule.FirstParty);
        var sameSite = cookie.SameSite is SameSite.Unspecified ? browser.DefaultsToLax ? SameSite.Lax : SameSite.None : cookie.SameSite;
        if (request.Kind == RequestKind.Navigation)
        {
            // An answer that opens a page may set any cookie: the page is then the cookie's own site (RFC 6265bis §5.7).
            return sameSite is SameSite.None || isStoring || (sameSite is SameSite.Lax && request.Method is "GET" or "HEAD")
                ? CookieVerdict.Yes(CookieRule.LaxNavigation)
                : CookieVerdict.No(CookieRule.SameSiteCrossSite);
        }

        if (sameSite is not SameSite.None)
            return CookieVerdict.No(CookieRule.SameSiteCrossSite);
        if (cookie.Partitioned && browser.KnowsPartitioned)
            return CookieVerdict.Yes(CookieRule.Partitioned);
        return browser.ThirdPartyCookies switch
        {
            ThirdPartyCookies.Allowed => CookieVerdict.Yes(CookieRule.ThirdPartyAllowed),
            ThirdPartyCookies.Partitioned => CookieVerdict.Yes(CookieRule.ThirdPartyPartitioned),
            _ => CookieVerdict.No(CookieRule.ThirdPartyBlocked),
        };
    }

    private static PartitionKey? PartitionOf(BrowserProfile browser, SetCookieHeader cookie, PageRequest request) =>
        (cookie.Partitioned && browser.KnowsPartitioned)
        || (browser.ThirdPartyCookies == ThirdPartyCookies.Partitioned && request.IsThirdParty(browser.SchemefulSites))
            ? PartitionKey.Of(request)
            : null;

    private static bool IsSecure(BrowserProfile browser, Origin target) =>
        target.IsSecure || (target.IsLoopback && browser.SecureOnLoopback);

    /// <summary>The path of a cookie that states none (RFC 6265bis §5.1.4).</summary>
    internal static string DefaultPath(string request) =>
        request.StartsWith('/') && request.LastIndexOf('/') is > 0 and var end ? request[..end] : "/";
}
