namespace Tandem.Browsers.Cookies;

/// <summary>Whether a browser does something with a cookie, and the rule that decides.</summary>
/// <param name="Happens">Whether it does.</param>
/// <param name="Rule">The rule.</param>
public sealed record CookieVerdict(bool Happens, BrowserRule Rule)
{
    internal static CookieVerdict Yes(BrowserRule rule) => new(true, rule);

    internal static CookieVerdict No(BrowserRule rule) => new(false, rule);
}
