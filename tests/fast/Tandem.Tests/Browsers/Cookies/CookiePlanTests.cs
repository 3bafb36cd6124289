using Tandem.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;

using static Tandem.Tests.Browsers.Situation;

namespace Tandem.Tests.Browsers.Cookies;

/// <summary>The refresh cookie for each page: http-contract, "Refresh cookie".</summary>
public sealed class CookiePlanTests
{
    private const string Api = "https://api.example.com";

    // http-contract, "Refresh cookie", the rows one by one.
    [Theory]
    [InlineData(Api, null, null, null, "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=Lax")]
    [InlineData(Api, null, null, Api, "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=Lax")]
    [InlineData(Api, null, null, "https://crm.example.com", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=Lax")]
    [InlineData(Api, null, null, "https://crm.example.com:8443", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=Lax")]
    [InlineData(Api, null, "/", null, "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=Lax")]
    [InlineData(Api, "example.com", null, null, "__Secure-refreshToken; Domain=example.com; Path=/; Secure; HttpOnly; SameSite=Lax")]
    [InlineData(Api, "example.com", "/api/auth", "https://crm.example.com", "__Secure-refreshToken; Domain=example.com; Path=/api/auth; Secure; HttpOnly; SameSite=Lax")]
    [InlineData(Api, null, "/api/auth", null, "__Secure-refreshToken; Path=/api/auth; Secure; HttpOnly; SameSite=Lax")]
    [InlineData(Api, null, null, "https://crm.other.org", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=None; Partitioned")]
    [InlineData(Api, null, null, "http://crm.example.com", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=None; Partitioned")]
    [InlineData(Api, null, null, "capacitor://localhost", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=None; Partitioned")]
    [InlineData(Api, "example.com", "/api/auth", "https://crm.other.org", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=None; Partitioned")]
    [InlineData("https://api.up.railway.app", null, null, "https://crm.up.railway.app", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=None; Partitioned")]
    [InlineData("http://localhost:5080", null, null, null, "refreshToken; Path=/; HttpOnly; SameSite=Lax")]
    [InlineData("http://localhost:5080", null, null, "http://localhost:5173", "refreshToken; Path=/; HttpOnly; SameSite=Lax")]
    [InlineData("http://127.0.0.1:5080", null, null, "http://localhost:5173", "refreshToken; Path=/; HttpOnly; SameSite=Lax")]
    [InlineData("http://[::1]:5080", null, "/api/auth", "https://crm.other.org", "refreshToken; Path=/api/auth; HttpOnly; SameSite=Lax")]
    [InlineData("https://localhost:5443", null, null, "https://127.0.0.1:5173", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=Lax")]
    [InlineData("https://localhost:5443", null, null, "http://localhost:5173", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=None; Partitioned")]
    public void Every_row_of_the_contract(string api, string? domain, string? path, string? page, string expected)
    {
        var cookie = new CookiePlan(At(api), new(Domain: domain, Path: path)).For(page is null ? null : At(page));
        Assert.Equal(expected, $"{cookie.Name}; {cookie.Attributes}");
    }

    // What is chosen stands, for pages of every site.
    [Theory]
    [InlineData(null, SameSite.Strict, null, "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=Strict", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=Strict")]
    [InlineData(null, SameSite.Lax, null, "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=Lax", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=Lax")]
    [InlineData(null, SameSite.None, null, "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=None", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=None; Partitioned")]
    [InlineData(null, null, false, "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=Lax", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=None")]
    [InlineData(null, null, true, "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=Lax; Partitioned", "__Host-refreshToken; Path=/; Secure; HttpOnly; SameSite=None; Partitioned")]
    [InlineData("refreshToken", null, null, "refreshToken; Path=/; Secure; HttpOnly; SameSite=Lax", "refreshToken; Path=/; Secure; HttpOnly; SameSite=None; Partitioned")]
    [InlineData("__Secure-refreshToken", null, null, "__Secure-refreshToken; Path=/; Secure; HttpOnly; SameSite=Lax", "__Secure-refreshToken; Path=/; Secure; HttpOnly; SameSite=None; Partitioned")]
    internal void Overrides(string? name, SameSite? sameSite, bool? partitioned, string own, string other)
    {
        var plan = new CookiePlan(At(Api), new(name, SameSite: sameSite, Partitioned: partitioned));
        Assert.Equal((own, other), ($"{plan.OwnSite.Name}; {plan.OwnSite.Attributes}", $"{plan.OtherSites.Name}; {plan.OtherSites.Attributes}"));
    }

    [Fact]
    public void A_chosen_name_keeps_its_path_for_other_sites_and_loses_its_domain() => Assert.Equal(
        "Path=/api/auth; Secure; HttpOnly; SameSite=None; Partitioned",
        new CookiePlan(At(Api), new("refreshToken", "example.com", "/api/auth")).OtherSites.Attributes);

    // Neither is taken without Secure: RFC 6265bis §5.7, step 19, and CHIPS. The configuration is refused by these rules.
    [Theory]
    [InlineData(SameSite.None, null, "none_needs_secure")]
    [InlineData(null, true, "partitioned_needs_secure")]
    [InlineData(SameSite.None, true, "none_needs_secure partitioned_needs_secure")]
    [InlineData(SameSite.Strict, false, "")]
    internal void What_cannot_be_chosen_without_TLS_is_planned_so_that_it_is_refused(SameSite? sameSite, bool? partitioned, string rules)
    {
        var plan = new CookiePlan(At("http://localhost:5080"), new(SameSite: sameSite, Partitioned: partitioned));
        Assert.Equal(plan.OwnSite, plan.OtherSites);
        Assert.Equal(rules, string.Join(' ', BrowserProfile.Chromium.Refusals(plan.OwnSite.ToHeader(), plan.Api).Select(rule => rule.Id)));
    }

    // http-contract, "Errors": the three spellings of loopback count as one host. Another port is another origin all the same (RFC 6454 §5).
    [Theory]
    [InlineData(Api, Api, OriginRelation.SameOrigin)]
    [InlineData(Api, "https://crm.example.com", OriginRelation.SameSite)]
    [InlineData(Api, "https://api.example.com:8443", OriginRelation.SameSite)]
    [InlineData(Api, "http://api.example.com", OriginRelation.CrossSite)]
    [InlineData(Api, "https://other.org", OriginRelation.CrossSite)]
    [InlineData("http://localhost:5080", "http://127.0.0.1:5080", OriginRelation.SameOrigin)]
    [InlineData("http://localhost:5080", "http://localhost:5173", OriginRelation.SameSite)]
    [InlineData("http://localhost:5080", "http://127.0.0.1:5173", OriginRelation.SameSite)]
    [InlineData("http://127.0.0.1:5080", "http://[::1]:5173", OriginRelation.SameSite)]
    [InlineData("http://localhost:5080", "https://localhost:5080", OriginRelation.CrossSite)]
    [InlineData("http://localhost:5080", "http://app.localhost:5080", OriginRelation.CrossSite)]
    [InlineData("http://app.localhost:5080", "http://localhost:5080", OriginRelation.CrossSite)]
    [InlineData("http://localhost:5080", "http://192.168.1.2:5080", OriginRelation.CrossSite)]
    [InlineData("https://localhost:5443", "capacitor://localhost", OriginRelation.CrossSite)]
    internal void A_page_stands_to_the_API_by_site_and_loopback_is_one_host(string api, string page, OriginRelation relation) =>
        Assert.Equal(relation, new CookiePlan(At(api), new()).RelationTo(At(page)));

    // browser-facts, "Cross-site": what the derived cookie is for.
    [Theory]
    [InlineData("https://api.example.com")]
    [InlineData("https://crm.example.com")]
    [InlineData("https://crm.other.org")]
    [InlineData("http://crm.other.org")]
    [InlineData("https://crm.up.railway.app")]
    public void The_derived_cookie_arrives_in_every_browser_as_installed(string page)
    {
        var cookie = new CookiePlan(At(Api), new()).For(At(page)).ToHeader();
        Assert.All(BrowserProfile.Defaults, browser => Assert.True(
            CookieForecast.Of(browser, cookie, Request(page, "fetch POST", $"{Api}/api/auth/login"), Request(page, "fetch POST", $"{Api}/api/auth/refresh")).Arrives));
    }

    // http-contract, "Refresh cookie": every name, in either partitioned form.
    [Theory]
    [InlineData(null, true)]
    [InlineData("refreshToken", null)]
    public void Where_any_name_may_be_partitioned_each_is_cleared_in_both_forms(string? name, bool? partitioned)
    {
        var cleared = new CookiePlan(At(Api), new(name, Partitioned: partitioned)).Clear().Select(Cookie).Select(cookie => (cookie.Name, cookie.Partitioned));
        bool[] both = [false, true];
        Assert.Equal((from each in RefreshCookie.Names from partition in both select (each, partition)).ToHashSet(), cleared.ToHashSet());
    }

    [Fact]
    public void A_page_is_needed_to_stand_anywhere() => Assert.Throws<ArgumentNullException>(() => new CookiePlan(At(Api), new()).RelationTo(null!));
}
