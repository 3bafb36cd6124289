using Tandem.Browsers.Cookies;

namespace Tandem.Browsers.Doctor;

/// <summary>Rules about a set-up as a whole, besides those about single cookies and answers.</summary>
internal static class SetupRule
{
    /// <summary>HTTPS page, HTTP API.</summary>
    public static readonly BrowserRule MixedContent = new("mixed_content",
        "A page over HTTPS cannot call an address over plain HTTP, unless it is a loopback address.", "Mixed Content, \"Should fetching request be blocked\"");

    /// <summary>The page is not over TLS.</summary>
    public static readonly BrowserRule PlainHttpPage = new("plain_http_page",
        "Whoever is on the way can read and change a page over plain HTTP, its script and the password typed into it included.", "RFC 6265bis §8.3");

    /// <summary>The API is not over TLS.</summary>
    public static readonly BrowserRule PlainHttpApi = new("plain_http_api",
        "Whoever is on the way can read a token that travels over plain HTTP, and Secure cookies do not exist there.", "RFC 6265bis §5.7, §8.3");

    /// <summary>Two names of this machine.</summary>
    public static readonly BrowserRule LoopbackSpelling = new("loopback_spelling",
        "localhost, 127.0.0.1 and [::1] are one machine, but to browsers each is a site of its own, and Lax cookies do not pass from one to another.",
        "RFC 6265bis §5.2");

    /// <summary>Another site's frame.</summary>
    public static readonly BrowserRule Framed = new("framed_by_other_site",
        "Inside a frame of another site all is cross-site to the address bar, a page's own API too.", "RFC 6265bis §5.2.1");

    /// <summary>A public page calls a machine of the local network.</summary>
    public static readonly BrowserRule LocalNetwork = new("local_network_access",
        "A public page that calls a private or loopback address makes Chrome ask the person for permission first.", "Chrome 142, Local Network Access");

    /// <summary>A header that browsers ignore.</summary>
    public static readonly BrowserRule Unreadable = new("cookie_unreadable",
        "A Set-Cookie header with control characters, or without name and value, is ignored.", "RFC 6265bis §5.6");

    /// <summary>A cookie that ends as it is set.</summary>
    public static readonly BrowserRule Deleted = new("cookie_deleted",
        "Max-Age of zero or less, or Expires in the past, removes the cookie.", "RFC 6265bis §5.7");

    /// <summary>A cookie without a value.</summary>
    public static readonly BrowserRule Empty = new("cookie_empty",
        "A cookie without a value is kept and sent, and holds no token.", "RFC 6265bis §5.6, §5.7");

    /// <summary>A life that is no number and no date.</summary>
    public static readonly BrowserRule IgnoredLife = new("cookie_life_ignored",
        "Max-Age that is no whole number, and Expires that is no date, are ignored; without either the cookie ends with the browser session.", "RFC 6265bis §5.6.1, §5.6.2");

    /// <summary>A cookie of minutes.</summary>
    public static readonly BrowserRule ShortLife = new("short_life",
        "When the cookie's life is over the browser drops it, and the person must sign in again.", "RFC 6265bis §5.6.2");

    /// <summary>Several cookies of one name.</summary>
    public static readonly BrowserRule Duplicates = new("duplicate_cookies",
        "One name with several pairs of Domain and Path makes several cookies; all are sent, in an order the server does not control.", "RFC 6265bis §5.7, §5.8.3");

    /// <summary>SameSite is not stated.</summary>
    public static readonly BrowserRule SameSiteMissing = new("same_site_missing",
        "Chromium takes a cookie without SameSite for Lax, Firefox and Safari for None.", "RFC 6265bis §5.7; vendors differ");

    /// <summary>Secure is not stated.</summary>
    public static readonly BrowserRule SecureMissing = new("secure_missing",
        "A cookie without Secure also travels over plain HTTP, where it can be read and replaced.", "RFC 6265bis §8.3, §8.6");

    /// <summary>HttpOnly is not stated.</summary>
    public static readonly BrowserRule HttpOnlyMissing = new("http_only_missing",
        "A cookie without HttpOnly can be read by every script of the page.", "RFC 6265bis §4.1.2.6");

    /// <summary>Partitioned cookies are of one front-end site.</summary>
    public static readonly BrowserRule OneSiteOnly = new("partitioned_per_site",
        "A Partitioned cookie is keyed by the site in the address bar: signing in on one front-end site does not sign in on another.", "CHIPS");

    /// <summary>Works by default, not everywhere.</summary>
    public static readonly BrowserRule OtherBrowsers = new("other_browsers",
        "Older versions, private windows and stricter settings block cookies of other sites, Partitioned or not.", "vendors' release notes");

    /// <summary>All that a finding can be about, the rules of cookies among them.</summary>
    public static IReadOnlyList<BrowserRule> All { get; } =
    [
        MixedContent, PlainHttpPage, PlainHttpApi, LoopbackSpelling, Framed, Unreadable, CookieRule.TooLong, CookieRule.PublicSuffixDomain,
        CookieRule.ForeignDomain, CookieRule.HostPrefix, CookieRule.SecurePrefix, CookieRule.SecureNeedsTls, CookieRule.NoneNeedsSecure,
        CookieRule.PartitionedNeedsSecure, CookieRule.OtherHost, CookieRule.OtherPath, CookieRule.SameSiteCrossSite, CookieRule.ThirdPartyBlocked,
        CookieRule.OtherPartition, Duplicates, Deleted, Empty, IgnoredLife, ShortLife, SecureMissing, HttpOnlyMissing, SameSiteMissing, LocalNetwork,
        CookieRule.CredentialsOmitted, OneSiteOnly, OtherBrowsers,
    ];

    /// <summary>A finding about a rule.</summary>
    public static Finding Found(this BrowserRule rule, FindingSeverity severity, string seen, string fix)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new(rule.Id, severity, seen, $"{rule.Text} ({rule.Source})", fix);
    }
}
