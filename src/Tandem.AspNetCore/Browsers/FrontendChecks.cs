using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Refresh;
using Tandem.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Doctor;
using Tandem.Browsers.Sites;

namespace Tandem.AspNetCore.Browsers;

/// <summary>Whether the refresh cookie arrives from the pages of each front end: in no browser is a fault, in some only a warning.</summary>
internal static class FrontendChecks
{
    private const string Key = $"{ConfigurationKeys.Section}:Frontends";

    public static IEnumerable<ConfigurationFault> Of(TandemOptions options) =>
        options.Frontends.Select(text => FaultOf(options, text)).OfType<ConfigurationFault>();

    /// <summary>What works for some; of options without faults.</summary>
    public static IEnumerable<ConfigurationWarning> WarningsOf(TandemOptions options)
    {
        foreach (var page in options.FrontendOrigins.Where(origin => origin.IsWeb))
        {
            if (options.PublicUrl is not { } url)
                continue;
            var api = Origin.Of(url);
            if (page is { IsSecure: false } && api.IsSecure)
            {
                yield return new(Key, $"\"{page}\"", "A page over plain HTTP may use the session: whatever listens there on a visitor's machine can call for them.",
                    "Keep it out of production.");
            }

            var forecasts = Forecasts(options, page, api);
            if (forecasts.Where(forecast => !forecast.Arrives).ToList() is { Count: > 0 } without)
            {
                yield return new(Key, $"\"{page}\"",
                    $"The refresh cookie does not arrive in {string.Join(" nor in ", without.Select(forecast => $"{forecast.Browser.Name} ({forecast.Why.Text.TrimEnd('.')})"))}.",
                    "Leave Tandem:RefreshToken:Cookie:SameSite and :Partitioned out, or serve the page from the API's site.");
            }
        }
    }

    private static ConfigurationFault? FaultOf(TandemOptions options, string text)
    {
        if (text == "*")
            return Fault(text, "A wildcard would let every page use the cookies of whoever visits it.", "List each origin.");
        if (!Origin.TryParse(text, out var page))
            return Fault(text, "This is not an origin as browsers send it.", "Write scheme, host and port only, such as https://app.example.com.");
        if (!page.IsWeb)
            return null;
        if (page is { IsSecure: false, IsLoopback: false })
            return Fault(text, "A page over plain HTTP can be changed on the way, and would hold tokens.", "Serve it over HTTPS.");
        if (options.PublicUrl is not { } url)
            return page.IsLoopback ? null : Fault(text, "Front ends need to know where they call.", "Set Tandem:PublicUrl.");
        // Of a cookie that is itself at fault nothing can be forecast.
        if (CookieChecks.Of(options).Any())
            return null;
        var api = Origin.Of(url);
        var forecasts = Forecasts(options, page, api);
        return forecasts.Any(forecast => forecast.Arrives) ? null : Fault(text,
            $"No browser sends the refresh cookie from there to {api}. {forecasts[0].Why.Text} ({forecasts[0].Why.Source})",
            api.IsSecure ? "Leave Tandem:RefreshToken:Cookie:SameSite out, or serve the page from the API's site." : "Serve the API over HTTPS, or the page from its host.");
    }

    // What the doctor says of the same set-up.
    private static IReadOnlyList<CookieForecast> Forecasts(TandemOptions options, Origin page, Origin api)
    {
        var overrides = options.RefreshToken.Cookie.ToOverrides();
        // The spellings of this machine count as one host: which one is in the address bar cannot be known here.
        var seen = new CookiePlan(api, overrides).RelationTo(page) == OriginRelation.CrossSite ? page : api;
        return SetupReview.Of(new Setup(new Page(seen), api)
        {
            LoginPath = options.PublicBasePath + "/login",
            RefreshPath = options.PublicBasePath + "/refresh",
            Overrides = overrides,
        }).Browsers;
    }

    private static ConfigurationFault Fault(string seen, string cause, string cure) => new(Key, $"\"{seen}\"", cause, cure);
}
