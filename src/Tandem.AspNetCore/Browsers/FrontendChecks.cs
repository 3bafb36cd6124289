using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Doctor;
using Tandem.Browsers.Sites;

namespace Tandem.AspNetCore.Browsers;

/// <summary>Whether the refresh cookie arrives from the pages of each front end: in no browser is a fault, in some only a warning.</summary>
internal static class FrontendChecks
{
    private const string Key = "Frontends";

    public static IEnumerable<ConfigurationFault> Of(PublicAddressOptions address, RefreshCookieOptions cookie) =>
        address.Frontends.Select(text => FaultOf(address, cookie, text)).OfType<ConfigurationFault>();

    /// <summary>What works for some; of options without faults.</summary>
    public static IEnumerable<ConfigurationWarning> WarningsOf(PublicAddressOptions address, RefreshCookieOptions cookie)
    {
        foreach (var page in address.FrontendOrigins.Where(origin => origin.IsWeb))
        {
            if (address.PublicUrl is not { } url)
                continue;
            var api = Origin.Of(url);
            if (page is { IsSecure: false } && api.IsSecure)
            {
                yield return ConfigurationWarning.Of(Key, page.ToString(), "A page over plain HTTP may use the session: whatever listens there on a visitor's machine can call for them.",
                    "Keep it out of production.");
            }

            var forecasts = Forecasts(address, cookie, page, api);
            if (forecasts.Where(forecast => !forecast.Arrives).ToList() is { Count: > 0 } without)
            {
                yield return ConfigurationWarning.Of(Key, page.ToString(),
                    $"The refresh cookie does not arrive in {string.Join(" nor in ", without.Select(forecast => $"{forecast.Browser.Name} ({forecast.Why.Text.TrimEnd('.')})"))}.",
                    "Leave Tandem:RefreshToken:Cookie:SameSite and :Partitioned out, or serve the page from the API's site.");
            }
        }
    }

    private static ConfigurationFault? FaultOf(PublicAddressOptions address, RefreshCookieOptions cookie, string text)
    {
        if (text == "*")
            return Fault(text, "A wildcard would let every page use the cookies of whoever visits it.", "List each origin.");
        if (!Origin.TryParse(text, out var page))
            return Fault(text, OriginSlip.In(text), OriginSlip.Cure(text) is { } origin ? $"Write {origin}." : "Write scheme, host and port only, such as https://app.example.com.");
        if (!page.IsWeb)
            return null;
        if (page is { IsSecure: false, IsLoopback: false })
            return Fault(text, "A page over plain HTTP can be changed on the way, and would hold tokens.", "Serve it over HTTPS.");
        if (address.PublicUrl is not { } url)
            return page.IsLoopback ? null : Fault(text, "Front ends need to know where they call.", "Set Tandem:PublicUrl.");
        // Of a cookie that is itself at fault nothing can be forecast.
        if (CookieChecks.Of(address, cookie).Any())
            return null;
        var api = Origin.Of(url);
        var forecasts = Forecasts(address, cookie, page, api);
        return forecasts.Any(forecast => forecast.Arrives) ? null : Fault(text,
            $"No browser sends the refresh cookie from there to {api}. {forecasts[0].Why.Text} ({forecasts[0].Why.Source})",
            api.IsSecure ? "Leave Tandem:RefreshToken:Cookie:SameSite out, or serve the page from the API's site." : "Serve the API over HTTPS, or the page from its host.");
    }

    // What the doctor says of the same set-up.
    private static IReadOnlyList<CookieForecast> Forecasts(PublicAddressOptions address, RefreshCookieOptions cookie, Origin page, Origin api)
    {
        var overrides = cookie.ToOverrides();
        // The spellings of this machine count as one host: which one is in the address bar cannot be known here.
        var seen = new CookiePlan(api, overrides).RelationTo(page) == OriginRelation.CrossSite ? page : api;
        return SetupReview.Of(new Setup(new Page(seen), api)
        {
            LoginPath = address.PublicBasePath + "/login",
            RefreshPath = address.PublicBasePath + "/refresh",
            Overrides = overrides,
        }).Browsers;
    }

    private static ConfigurationFault Fault(string seen, string cause, string cure) => ConfigurationFault.Of(Key, seen, cause, cure);
}
