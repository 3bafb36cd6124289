using Tandem.Browsers.Sites;

namespace Tandem.Browsers.Cookies;

/// <summary>What a browser does with the refresh cookie: whether it stores it at sign-in and sends it with the refresh.</summary>
/// <param name="Browser">The browser.</param>
/// <param name="Stored">Whether sign-in leaves it in the jar.</param>
/// <param name="Sent">Whether the refresh carries it; decided by storing when it is not stored.</param>
internal sealed record CookieForecast(BrowserProfile Browser, CookieVerdict Stored, CookieVerdict Sent)
{
    /// <summary>Whether the refresh arrives with the cookie.</summary>
    public bool Arrives => Stored.Happens && Sent.Happens;

    /// <summary>The rule that decides.</summary>
    public BrowserRule Why => Stored.Happens ? Sent.Rule : Stored.Rule;

    /// <summary>Forecasts one browser.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="cookie">The cookie as sign-in sets it.</param>
    /// <param name="signIn">The request that signs in.</param>
    /// <param name="refresh">The request that refreshes.</param>
    public static CookieForecast Of(BrowserProfile browser, SetCookieHeader cookie, PageRequest signIn, PageRequest refresh)
    {
        var stored = browser.Stores(cookie, signIn);
        return new(browser, stored, stored.Happens ? browser.Sends(browser.Keep(cookie, signIn), refresh) : stored);
    }
}

/// <summary>Whether a browser does something with a cookie, and the rule that decides.</summary>
/// <param name="Happens">Whether it does.</param>
/// <param name="Rule">The rule.</param>
internal sealed record CookieVerdict(bool Happens, BrowserRule Rule)
{
    internal static CookieVerdict Yes(BrowserRule rule) => new(true, rule);

    internal static CookieVerdict No(BrowserRule rule) => new(false, rule);
}

/// <summary>A cookie in a browser's jar.</summary>
/// <param name="Cookie">As it was set.</param>
/// <param name="Host">The host that set it.</param>
/// <param name="Path">The path it is sent to and below.</param>
/// <param name="Partition">The jar it lies in; null for the one that is not partitioned.</param>
internal sealed record StoredCookie(SetCookieHeader Cookie, string Host, string Path, PartitionKey? Partition)
{
    /// <summary>Whether it goes to its own host only.</summary>
    public bool IsHostOnly => Cookie.Domain is null || Cookie.Domain == Host && PublicSuffixList.RegistrableDomain(Host) is null;
}
