namespace Tandem.Browsers.Cookies;

/// <summary>What a browser does with the refresh cookie: whether it stores it at sign-in and sends it with the refresh.</summary>
/// <param name="Browser">The browser.</param>
/// <param name="Stored">Whether sign-in leaves it in the jar.</param>
/// <param name="Sent">Whether the refresh carries it; decided by storing when it is not stored.</param>
public sealed record CookieForecast(BrowserProfile Browser, CookieVerdict Stored, CookieVerdict Sent)
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
