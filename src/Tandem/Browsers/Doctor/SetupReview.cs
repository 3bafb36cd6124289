using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;

namespace Tandem.Browsers.Doctor;

/// <summary>What browsers will do with the refresh cookie of a set-up, and what to change.</summary>
/// <param name="Setup">The set-up.</param>
/// <param name="Browsers">The three families in their default settings.</param>
/// <param name="Others">Other versions and settings.</param>
/// <param name="Findings">The likeliest and worst first; none but hints for a sound set-up.</param>
internal sealed record SetupReview(
    Setup Setup, IReadOnlyList<CookieForecast> Browsers, IReadOnlyList<CookieForecast> Others, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether the cookie arrives in the default settings of all three families, and nothing else is wrong.</summary>
    public bool Works => Browsers.All(browser => browser.Arrives) && Findings.All(finding => finding.Severity != FindingSeverity.Error);

    /// <summary>Reviews a set-up.</summary>
    public static SetupReview Of(Setup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        IReadOnlyList<CookieForecast> browsers = [.. BrowserProfile.Defaults.Select(browser => Forecast(browser, setup))];
        IReadOnlyList<CookieForecast> others = [.. BrowserProfile.Others.Select(browser => Forecast(browser, setup))];
        return new(setup, browsers, others, Sort(SetupFindings.Of(setup, browsers, others)));
    }

    /// <summary>Sorts by severity; within one severity the order is kept, and of several findings of one id the first.</summary>
    public static IReadOnlyList<Finding> Sort(IEnumerable<Finding> findings) =>
        [.. findings.OrderByDescending(finding => finding.Severity).DistinctBy(finding => finding.Id)];

    private static CookieForecast Forecast(BrowserProfile browser, Setup setup)
    {
        if (IsBlockedAsMixed(setup.Page.Origin, setup.Api))
            return Never(browser, SetupRule.MixedContent);
        if (setup.Cookie.IsDeadAt(setup.Now))
            return Never(browser, SetupRule.Deleted);
        var forecast = CookieForecast.Of(browser, setup.Cookie, setup.SignIn, setup.Refresh);
        return forecast.Why == CookieRule.SameSiteCrossSite || forecast.Why == CookieRule.ThirdPartyBlocked
            ? setup.IsLoopbackSpelling ? Never(browser, SetupRule.LoopbackSpelling)
            : setup.IsFramedApart ? Never(browser, SetupRule.Framed)
            : forecast
            : forecast;
    }

    private static CookieForecast Never(BrowserProfile browser, BrowserRule rule) => new(browser, CookieVerdict.No(rule), CookieVerdict.No(rule));

    private static bool IsBlockedAsMixed(Origin page, Origin api) => page.IsSecure && !api.IsSecure && !api.IsLoopback;
}
