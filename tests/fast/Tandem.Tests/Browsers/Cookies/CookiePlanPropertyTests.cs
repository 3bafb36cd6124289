using FsCheck.Fluent;

using Tandem.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;
using Tandem.Tests.Refresh;

using static Tandem.Tests.Browsers.Situation;

namespace Tandem.Tests.Browsers.Cookies;

/// <summary>What holds of every deployment whose configuration is accepted, and of every page.</summary>
public sealed class CookiePlanPropertyTests
{
    private const string Base = "/api/auth";

    private static readonly IReadOnlyList<string> Pages =
    [
        "https://api.example.com", "https://crm.example.com", "https://crm.other.org", "http://crm.example.com", "http://localhost:5173", "http://127.0.0.1:5173",
        "http://app.localhost", "capacitor://localhost", "https://api.example.com in https://other.org", "https://crm.example.com in https://other.org in https://example.com",
        "https://one.up.railway.app", "https://two.up.railway.app",
    ];

    private static readonly IReadOnlyList<CookiePlan> Plans = [.. Deployments()];

    [Fact]
    public void There_are_many() => Assert.InRange(Plans.Count, 400, 10_000);

    // RFC 6265bis §5.7, CHIPS.
    [Fact]
    public void No_browser_refuses_the_cookie() => ForEach((plan, page) =>
        Assert.All(AllBrowsers.Values, browser => Assert.Empty(browser.Refusals(plan.For(page.Origin).ToHeader(), plan.Api))));

    // RFC 6265bis §5.7, step 23, and CHIPS: name, domain, path and partition say which cookie it is.
    [Fact]
    public void Clearing_names_it() => ForEach((plan, page) =>
    {
        var cookie = plan.For(page.Origin).ToHeader();
        Assert.Contains(
            (cookie.Name, cookie.Domain, cookie.Path, cookie.Partitioned),
            plan.Clear().Select(Cookie).Select(cleared => (cleared.Name, cleared.Domain, cleared.Path, cleared.Partitioned)));
    });

    // RFC 6265bis §5.7, step 18: an answer to another site's page sets nothing but None, and what clears is set like anything else.
    [Fact]
    public void Whoever_was_given_it_can_have_it_cleared() => ForEach((plan, page) =>
    {
        var cookie = plan.For(page.Origin).ToHeader();
        var (signIn, signOut) = (Call(plan, page, "login"), Call(plan, page, "logout"));
        foreach (var browser in AllBrowsers.Values.Where(browser => browser.Stores(cookie, signIn).Happens))
        {
            Assert.Contains(Jar(browser, cookie, signIn), plan.Clear().Select(Cookie)
                .Where(cleared => browser.Stores(cleared, signOut).Happens)
                .Select(cleared => Jar(browser, cleared, signOut)));
        }
    });

    // RFC 6265bis §5.8.3: with a page of the own site nothing stands in the way.
    [Fact]
    public void The_own_sites_pages_get_it_back() => ForEach((plan, page) =>
    {
        if (page.To(plan.Api) == OriginRelation.CrossSite)
            return;
        var cookie = plan.For(page.Origin).ToHeader();
        Assert.All(AllBrowsers.Values, browser => Assert.True(CookieForecast.Of(browser, cookie, Call(plan, page, "login"), Call(plan, page, "refresh")).Arrives));
    });

    [Fact]
    public void Clearing_ends_the_cookie_at_once_and_says_nothing_twice() => Properties.HoldsFor(Gen.Elements<CookiePlan>(Plans).ToArbitrary(), 1_000, plan =>
    {
        var cleared = plan.Clear().ToList();
        Assert.Equal(cleared.Count, cleared.Distinct().Count());
        Assert.All(cleared.Select(Cookie), cookie => Assert.Equal((0, "", DateTimeOffset.UnixEpoch), (cookie.MaxAge, cookie.Value, cookie.Expires)));
        Assert.All(cleared, header => Assert.Empty(BrowserProfile.Chromium.Refusals(Cookie(header), plan.Api)));
    });

    private static (string, string?, bool, string, PartitionKey?) Jar(BrowserProfile browser, SetCookieHeader cookie, PageRequest request) =>
        browser.Keep(cookie, request) is var kept ? (cookie.Name, cookie.Domain, kept.IsHostOnly, kept.Path, kept.Partition) : default;

    private static PageRequest Call(CookiePlan plan, Page page, string endpoint) => new(page, plan.Api, $"{Base}/{endpoint}");

    private static void ForEach(Action<CookiePlan, Page> holds)
    {
        foreach (var plan in Plans)
        {
            foreach (var page in Pages)
                holds(plan, PageOf(page));
        }
    }

    // As the configuration's checks accept them.
    private static IEnumerable<CookiePlan> Deployments() =>
        from place in new (string Api, string? Domain)[]
        {
            ("https://api.example.com", null), ("https://api.example.com", "example.com"), ("https://api.example.com", "api.example.com"),
            ("https://api.up.railway.app", null), ("https://api.up.railway.app:8443", "api.up.railway.app"), ("https://localhost:5443", null),
            ("https://10.0.0.1", "10.0.0.1"), ("http://localhost:5080", null), ("http://127.0.0.1:5080", null), ("http://app.crm.localhost", "crm.localhost"),
        }
        from path in new[] { null, "/", "/api", Base }
        from name in new[] { null, "refreshToken", "__Secure-refreshToken", "__Host-refreshToken" }
        where name is null or "refreshToken" || place.Api.StartsWith("https:", StringComparison.Ordinal)
        where name != "__Host-refreshToken" || (place.Domain is null && path is null or "/")
        from sameSite in new SameSite?[] { null, SameSite.Lax, SameSite.Strict, SameSite.None }
        from partitioned in new bool?[] { null, true, false }
        where place.Api.StartsWith("https:", StringComparison.Ordinal) || (sameSite is not SameSite.None && partitioned != true)
        select new CookiePlan(At(place.Api), new(name, place.Domain, path, sameSite, partitioned));
}
