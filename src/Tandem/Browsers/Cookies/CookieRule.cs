namespace Tandem.Browsers.Cookies;

/// <summary>The rules that decide whether a cookie is stored and sent.</summary>
internal static class CookieRule
{
    private const string Bis = "RFC 6265bis ";

    /// <summary>Everything is on the cookie's own site.</summary>
    public static readonly BrowserRule FirstParty = new("first_party",
        "The page and the API are the same site, so the cookie is stored and sent, whatever its SameSite says.", Bis + "§5.2");

    /// <summary>A link from elsewhere.</summary>
    public static readonly BrowserRule LaxNavigation = new("lax_navigation",
        "A link that opens a page takes Lax cookies along.", Bis + "§5.8.3");

    /// <summary>A third party's cookie where those are allowed.</summary>
    public static readonly BrowserRule ThirdPartyAllowed = new("third_party_allowed",
        "SameSite=None cookies of other sites are kept and sent by default; private windows and many people's settings block them.",
        "Chrome, decision of April 2025");

    /// <summary>A third party's cookie where those are partitioned by the browser.</summary>
    public static readonly BrowserRule ThirdPartyPartitioned = new("third_party_partitioned",
        "Cookies of other sites are kept apart for each site in the address bar.", "Firefox, Total Cookie Protection");

    /// <summary>A partitioned cookie.</summary>
    public static readonly BrowserRule Partitioned = new("partitioned",
        "A Partitioned cookie is kept for this pair of front end and API, third-party cookies blocked or not.", "CHIPS; Chrome 114, Firefox 141, Safari 26.2");

    /// <summary>Credentials were left out.</summary>
    public static readonly BrowserRule CredentialsOmitted = new("credentials_omitted",
        "fetch to another origin neither sends nor stores cookies unless it says credentials: 'include'.", "Fetch Standard §2.2.5");

    /// <summary>Not the cookie's host.</summary>
    public static readonly BrowserRule OtherHost = new("other_host",
        "A cookie is sent to the host that set it, and with Domain to the hosts below that domain.", Bis + "§5.1.3");

    /// <summary>Not the cookie's path.</summary>
    public static readonly BrowserRule OtherPath = new("other_path",
        "A cookie is sent to its Path and below it.", Bis + "§5.1.4");

    /// <summary>Secure without TLS.</summary>
    public static readonly BrowserRule SecureNeedsTls = new("secure_needs_tls",
        "A Secure cookie is neither stored nor sent over plain HTTP; on loopback hosts Chromium and Firefox make an exception, Safari does not.", Bis + "§5.7");

    /// <summary>None without Secure.</summary>
    public static readonly BrowserRule NoneNeedsSecure = new("none_needs_secure",
        "SameSite=None without Secure is refused.", Bis + "§5.7");

    /// <summary>Partitioned without Secure.</summary>
    public static readonly BrowserRule PartitionedNeedsSecure = new("partitioned_needs_secure",
        "Partitioned without Secure is refused.", "CHIPS");

    /// <summary>A Domain of somebody else.</summary>
    public static readonly BrowserRule ForeignDomain = new("foreign_domain",
        "A host can set cookies for itself and for its parent domains only.", Bis + "§5.7");

    /// <summary>A Domain that is a public suffix.</summary>
    public static readonly BrowserRule PublicSuffixDomain = new("public_suffix_domain",
        "No cookie can be set for a public suffix such as co.uk or up.railway.app, nor for what is above the host's own.", Bis + "§5.7, Public Suffix List");

    /// <summary>The __Host- prefix.</summary>
    public static readonly BrowserRule HostPrefix = new("host_prefix",
        "__Host- needs Secure, Path=/ and no Domain.", Bis + "§4.1.3.2");

    /// <summary>The __Secure- prefix.</summary>
    public static readonly BrowserRule SecurePrefix = new("secure_prefix",
        "__Secure- needs Secure.", Bis + "§4.1.3.1");

    /// <summary>Too long.</summary>
    public static readonly BrowserRule TooLong = new("too_long",
        "Name and value together may have 4,096 bytes.", Bis + "§5.7");

    /// <summary>Lax or Strict between sites.</summary>
    public static readonly BrowserRule SameSiteCrossSite = new("same_site_cross_site",
        "Lax and Strict cookies are neither stored nor sent by another site's page, except that Lax ones go along when a link opens a page.", Bis + "§5.2, §5.7, §5.8.3");

    /// <summary>A third party's cookie where those are blocked.</summary>
    public static readonly BrowserRule ThirdPartyBlocked = new("third_party_blocked",
        "Cookies of other sites are blocked unless they are Partitioned.", "Safari, Intelligent Tracking Prevention; Chrome's private windows");

    /// <summary>A cookie of another partition.</summary>
    public static readonly BrowserRule OtherPartition = new("other_partition",
        "A cookie kept for one site in the address bar is not seen under another.", "CHIPS; Firefox, Total Cookie Protection");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BrowserRule> All { get; } =
    [
        FirstParty, LaxNavigation, ThirdPartyAllowed, ThirdPartyPartitioned, Partitioned, CredentialsOmitted, OtherHost, OtherPath, SecureNeedsTls,
        NoneNeedsSecure, PartitionedNeedsSecure, ForeignDomain, PublicSuffixDomain, HostPrefix, SecurePrefix, TooLong, SameSiteCrossSite,
        ThirdPartyBlocked, OtherPartition,
    ];
}
