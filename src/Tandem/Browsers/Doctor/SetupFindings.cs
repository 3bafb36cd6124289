using System.Net;

using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;

namespace Tandem.Browsers.Doctor;

/// <summary>What is wrong with a set-up, and what is worth knowing of it.</summary>
internal static class SetupFindings
{
    private static readonly TimeSpan AccessTokenLife = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static IEnumerable<Finding> Of(Setup setup, IReadOnlyList<CookieForecast> browsers, IReadOnlyList<CookieForecast> others) =>
        [.. Schemes(setup), .. Duplicates(setup), .. Verdicts(setup, browsers), .. Attributes(setup), .. Hints(setup, browsers, others)];

    private static IEnumerable<Finding> Schemes(Setup setup)
    {
        var (page, api) = (setup.Page.Origin, setup.Api);
        if (!api.IsSecure && !api.IsLoopback)
        {
            var rule = page.IsSecure ? SetupRule.MixedContent : SetupRule.PlainHttpApi;
            yield return rule.Found(FindingSeverity.Error, $"The API is at {api}, the page at {page}.",
                $"Serve the API over HTTPS: {Https(api)}. In Tandem: `Tandem:PublicUrl={Https(api)}`");
        }

        if (!page.IsSecure && !page.IsLoopback)
            yield return SetupRule.PlainHttpPage.Found(FindingSeverity.Error, $"The page is at {page}.",
                $"Serve the page over HTTPS: {Https(page)}. In Tandem: `Tandem:Frontends:0={Https(page)}`");
        if (IsPrivate(api) && !IsPrivate(page))
            yield return SetupRule.LocalNetwork.Found(FindingSeverity.Warning, $"The page is at {page}, the API at {api}.",
                "Give the API a public address, or open the page from the same network or machine.");
    }

    private static IEnumerable<Finding> Duplicates(Setup setup)
    {
        var places = setup.Kept.GroupBy(cookie => cookie.Name)
            .Select(same => same.DistinctBy(cookie => (cookie.Domain, cookie.Path ?? CookieJar.DefaultPath(setup.LoginPath), cookie.Partitioned)).ToList())
            .FirstOrDefault(kinds => kinds.Count > 1);
        if (places is not null)
            yield return SetupRule.Duplicates.Found(FindingSeverity.Error,
                $"{places[0].Name} is set {places.Count} times: {string.Join(" and ", places.Select(SetupCure.Place))}.",
                $"Set it once, always with the same Domain and Path, and remove the other form with Max-Age=0 for as long as sessions last: {SetupCure.Line(setup)}");
    }

    private static IEnumerable<Finding> Verdicts(Setup setup, IReadOnlyList<CookieForecast> browsers)
    {
        var cookie = setup.Cookie;
        // Of several reasons to refuse a cookie a browser needs one; whoever mends it needs all.
        var refusals = browsers.SelectMany(browser => browser.Browser.Refusals(cookie, setup.Api));
        var rules = refusals.Concat(browsers.Where(browser => !browser.Arrives).Select(browser => browser.Why)).Distinct();
        return rules.Where(rule => rule != SetupRule.MixedContent && rule != SetupRule.Deleted)
            .Select(rule => rule.Found(FindingSeverity.Error, SetupCure.Seen(rule, setup, browsers), SetupCure.Of(rule, setup)));
    }

    private static IEnumerable<Finding> Attributes(Setup setup)
    {
        if (setup.Cookies.Count == 0)
            yield break;
        var cookie = setup.Cookie;
        var life = cookie.LifeAt(setup.Now);
        var stated = cookie.MaxAge is { } age ? $"Max-Age={age}" : $"Expires={cookie.Expires:R}";
        if (cookie.IsDeadAt(setup.Now))
            yield return SetupRule.Deleted.Found(FindingSeverity.Error, $"{cookie.Name} has {stated}.", $"Set Max-Age to the session's life in seconds: {SetupCure.Line(setup)}");
        else if (life < Hour)
            yield return SetupRule.ShortLife.Found(life <= AccessTokenLife ? FindingSeverity.Error : FindingSeverity.Warning,
                $"{cookie.Name} has {stated}, which is {Math.Floor(life.Value.TotalMinutes):0} minutes.",
                $"Max-Age counts seconds: seven days are 604800. In Express maxAge counts milliseconds: `maxAge: 7 * 24 * 60 * 60 * 1000`. {SetupCure.Line(setup)}");
        if (cookie.IgnoredLife is { } ignored)
            yield return SetupRule.IgnoredLife.Found(FindingSeverity.Warning,
                $"{cookie.Name} has {ignored}, and is kept {(life is null ? "until the browser is closed" : $"by {stated}")}.", $"Max-Age is a whole number of seconds: {SetupCure.Line(setup)}");
        if (cookie.Value.Length == 0 && !cookie.IsDeadAt(setup.Now))
            yield return SetupRule.Empty.Found(FindingSeverity.Error, $"{cookie.Name} is set without a value.", $"Write the token into it; to remove a cookie add Max-Age=0: {SetupCure.Line(setup)}");
        if (setup.Api.IsSecure && !cookie.Secure)
            yield return SetupRule.SecureMissing.Found(FindingSeverity.Warning, $"The API is at {setup.Api}, and {cookie.Name} has no Secure.",
                $"If a proxy ends TLS, tell the application: in Express `app.set('trust proxy', 1)` and `secure: true`; in Tandem `Tandem:PublicUrl={setup.Api}`. {SetupCure.Line(setup)}");
        if (!cookie.HttpOnly)
            yield return SetupRule.HttpOnlyMissing.Found(FindingSeverity.Warning, $"{cookie.Name} has no HttpOnly.", $"Add HttpOnly: {SetupCure.Line(setup)}");
        if (cookie.SameSite == SameSite.Unspecified)
            yield return SetupRule.SameSiteMissing.Found(FindingSeverity.Warning, $"{cookie.Name} has no SameSite.", $"State it: {SetupCure.Line(setup)}");
    }

    private static IEnumerable<Finding> Hints(Setup setup, IReadOnlyList<CookieForecast> browsers, IReadOnlyList<CookieForecast> others)
    {
        if (setup.Relation == OriginRelation.CrossSite && setup.Cookie.Partitioned && browsers.All(browser => browser.Arrives))
            yield return SetupRule.OneSiteOnly.Found(FindingSeverity.Info, "Page and API are of two sites.",
                "Nothing to do for one front end. What works in every browser is one site: serve the API beside the page, or proxy it there.");
        var apart = others.Where(other => !other.Arrives && browsers.Any(browser => browser.Browser.Family == other.Browser.Family && browser.Arrives)).ToList();
        if (apart.Count > 0)
            yield return SetupRule.OtherBrowsers.Found(FindingSeverity.Info, $"The cookie does not arrive in: {string.Join("; ", apart.Select(other => other.Browser.Name))}.",
                "What works in every browser is one site: serve the API beside the page, or proxy it there.");
    }

    private static string Https(Origin origin) => $"https://{origin.Host}";

    // RFC 1918, RFC 6598, link-local, unique local; names are not looked up.
    private static bool IsPrivate(Origin origin)
    {
        if (origin.IsLoopback)
            return true;
        if (!IPAddress.TryParse(origin.Host.Trim('[', ']'), out var address))
            return false;
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal
            : (bytes[0], bytes[1]) is (10, _) or (127, _) or (192, 168) or (169, 254) or (172, >= 16 and <= 31) or (100, >= 64 and <= 127);
    }
}
