using Tandem.Browsers;
using Tandem.Browsers.Cookies;

using static Tandem.Tests.Browsers.Situation;

namespace Tandem.Tests.Browsers.Cookies;

/// <summary>Whether a cookie set at sign-in comes back with the refresh: RFC 6265bis §5.2, §5.7, §5.8.3, CHIPS, and what vendors do with third parties.</summary>
public sealed class CookieJarTests
{
    private const string Measured = "browser-facts, measured in Chromium 156";
    private const string SameSite = "RFC 6265bis §5.8.3: same-site requests carry every cookie";
    private const string CrossSite = "RFC 6265bis §5.7, step 18, and §5.8.3: Lax and Strict in a cross-site request";
    private const string Framed = "RFC 6265bis §5.2.1: a foreign ancestor makes the request cross-site";
    private const string Schemeful = "RFC 6265bis §5.2 with HTML \"same site\": browser-facts, the scheme counts in Chromium";
    private const string Vendors = "browser-facts: third-party cookies are kept by Chrome, partitioned by Firefox, blocked by Safari and by Chrome's private windows";
    private const string Chips = "CHIPS; browser-facts: Chrome 114, Firefox 141, Safari 26.2";
    private const string NoDefault = "browser-facts: only Chromium defaults to Lax";
    private const string NoneSecure = "RFC 6265bis §5.7, step 19";
    private const string WebSocket = "RFC 6265bis §5.8.3: a handshake navigates nothing";
    private const string Visit = "RFC 6265bis §5.7, step 18.3: a page that is opened may set any cookie";
    private const string Navigation = "RFC 6265bis §5.8.3: Lax with a safe method that navigates the tab";

    [Theory]
    [InlineData("https://api.example.com", "SameSite=Lax; Secure", "all", SameSite)]
    [InlineData("https://api.example.com", "SameSite=Strict; Secure", "all", SameSite)]
    [InlineData("https://api.example.com", "SameSite=None; Secure", "all", SameSite)]
    [InlineData("https://api.example.com", "SameSite=None; Secure; Partitioned", "all", SameSite)]
    [InlineData("https://api.example.com", "Secure", "all", SameSite)]
    [InlineData("https://crm.example.com", "SameSite=Lax; Secure", "all", Measured)]
    [InlineData("https://crm.example.com", "SameSite=Strict; Secure", "all", Measured)]
    [InlineData("https://crm.example.com", "SameSite=None; Secure", "all", Measured)]
    [InlineData("https://crm.example.com", "SameSite=Lax; Secure; Domain=example.com", "all", Measured)]
    [InlineData("https://crm.example.com", "SameSite=None; Secure; Partitioned", "all", SameSite)]
    [InlineData("https://crm.example.com", "SameSite=Lax; Secure; Partitioned", "all", SameSite)]
    [InlineData("https://crm.example.com", "", "all", SameSite)]
    [InlineData("https://crm.example.com:8443", "SameSite=Strict; Secure", "all", SameSite)]
    [InlineData("https://crm.example.com in https://example.com", "SameSite=Strict; Secure", "all", SameSite)]
    [InlineData("https://crm.example.com", "SameSite=None", "safari safari-old", NoneSecure)]
    [InlineData("https://crm.example.com", "SameSite=Lax; Partitioned", "safari-old", "CHIPS: Partitioned needs Secure")]
    [InlineData("http://crm.example.com", "SameSite=Lax; Secure", "firefox safari safari-old", Schemeful)]
    [InlineData("http://crm.example.com", "SameSite=Strict; Secure", "firefox safari safari-old", Schemeful)]
    [InlineData("http://crm.example.com", "Secure", "firefox safari safari-old", Schemeful)]
    [InlineData("https://crm.other.org", "SameSite=Lax; Secure", "none", CrossSite)]
    [InlineData("https://crm.other.org", "SameSite=Strict; Secure", "none", CrossSite)]
    [InlineData("https://crm.other.org", "SameSite=Lax; Secure; Partitioned", "none", CrossSite)]
    [InlineData("https://crm.other.org", "SameSite=None; Secure", "chromium firefox", Vendors)]
    [InlineData("https://crm.other.org", "SameSite=None; Secure; Partitioned", "chromium chromium-blocking firefox safari", Chips)]
    [InlineData("https://crm.other.org", "SameSite=None", "none", NoneSecure)]
    [InlineData("https://crm.other.org", "Secure", "firefox", NoDefault)]
    [InlineData("https://crm.other.org", "Secure; SameSite=Bogus", "firefox", NoDefault)]
    [InlineData("https://crm.other.org", "Secure; Partitioned", "firefox safari", NoDefault)]
    [InlineData("http://crm.other.org", "SameSite=None; Secure; Partitioned", "chromium chromium-blocking firefox safari", Chips)]
    [InlineData("https://api.example.com in https://crm.other.org", "SameSite=Lax; Secure", "none", Framed)]
    [InlineData("https://crm.example.com in https://other.org", "SameSite=Strict; Secure", "none", Framed)]
    [InlineData("https://api.example.com in https://other.org in https://example.com", "SameSite=Lax; Secure", "none", Framed)]
    [InlineData("https://api.example.com in https://other.org", "SameSite=None; Secure", "chromium firefox", Vendors)]
    [InlineData("https://api.example.com in https://other.org", "SameSite=None; Secure; Partitioned", "chromium chromium-blocking firefox safari", Chips)]
    [InlineData("https://other.org in https://example.com", "SameSite=Lax; Secure", "none", Framed)]
    public void A_page_gets_back_what_it_was_given(string page, string attributes, string browsers, string clause) =>
        Arrives(page, "https://api.example.com", attributes, browsers, clause);

    [Theory]
    [InlineData("https://crm.jaydenmetz.com", "SameSite=Lax; Secure", "none", CrossSite)]
    [InlineData("https://crm.jaydenmetz.com", "SameSite=None; Secure; Partitioned", "chromium chromium-blocking firefox safari", Measured)]
    [InlineData("https://crm.jaydenmetz.com", "SameSite=None; Secure; Domain=jaydenmetz.com", "none", Measured)]
    [InlineData("https://crm.up.railway.app", "SameSite=Lax; Secure", "none", "Public Suffix List, private section")]
    [InlineData("https://crm.up.railway.app", "SameSite=None; Secure; Partitioned", "chromium chromium-blocking firefox safari", Chips)]
    public void A_platforms_default_host_is_another_site(string page, string attributes, string browsers, string clause) =>
        Arrives(page, "https://api.up.railway.app", attributes, browsers, clause);

    // browser-facts, measured: third-party cookies blocked, so the Partitioned one alone was sent.
    [Fact]
    public void Of_three_cookies_only_the_partitioned_one_passes_where_third_parties_are_blocked()
    {
        string[] attributes = ["SameSite=Lax; Secure", "SameSite=None; Secure", "SameSite=None; Secure; Partitioned"];
        Assert.Equal(attributes[2..], attributes.Where(text => Forecast(BrowserProfile.ChromiumBlocking, "https://crm.jaydenmetz.com", "https://api.up.railway.app", text).Arrives));
    }

    [Theory]
    [InlineData("http://localhost:5173", "http://localhost:5080", "SameSite=Lax", "all", SameSite)]
    [InlineData("http://localhost:5173", "http://localhost:5080", "SameSite=Lax; Secure", "chromium chromium-blocking firefox", "browser-facts: Secure on http://localhost")]
    [InlineData("http://app.crm.localhost", "http://api.crm.localhost", "SameSite=Strict; Domain=crm.localhost", "all", SameSite)]
    [InlineData("http://crm.localhost", "http://api.localhost", "SameSite=Lax", "none", CrossSite)]
    [InlineData("http://localhost:5173", "http://127.0.0.1:5080", "SameSite=Lax", "none", CrossSite)]
    [InlineData("http://127.0.0.1:5173", "http://127.0.0.1:5080", "SameSite=Lax", "all", SameSite)]
    [InlineData("http://localhost:5173", "https://localhost:5443", "SameSite=Lax; Secure", "firefox safari safari-old", Schemeful)]
    [InlineData("http://192.168.1.2:5173", "http://192.168.1.2", "SameSite=Lax", "all", SameSite)]
    [InlineData("http://192.168.1.2", "http://192.168.1.3", "SameSite=Lax", "none", CrossSite)]
    public void On_the_way_to_production(string page, string api, string attributes, string browsers, string clause) =>
        Arrives(page, api, attributes, browsers, clause);

    [Theory]
    [InlineData("websocket GET", "https://crm.example.com", "SameSite=Strict; Secure", "all", SameSite)]
    [InlineData("websocket GET", "https://crm.other.org", "SameSite=Lax; Secure", "none", WebSocket)]
    [InlineData("websocket GET", "https://crm.example.com in https://other.org", "SameSite=Lax; Secure", "none", WebSocket)]
    [InlineData("websocket GET", "https://crm.other.org", "SameSite=None; Secure", "chromium", Vendors)]
    [InlineData("fetch GET", "https://crm.example.com", "SameSite=Strict; Secure", "all", SameSite)]
    [InlineData("fetch GET", "https://crm.other.org", "SameSite=Lax; Secure", "none", CrossSite)]
    [InlineData("fetch POST", "https://crm.other.org", "SameSite=None; Secure", "chromium", Vendors)]
    [InlineData("fetch POST", "https://crm.other.org", "Secure", "none", NoDefault)]
    [InlineData("navigation GET", "https://crm.other.org", "SameSite=Lax; Secure", "all", Navigation)]
    [InlineData("navigation HEAD", "https://crm.other.org", "SameSite=Lax; Secure", "all", Navigation)]
    [InlineData("navigation POST", "https://crm.other.org", "SameSite=Lax; Secure", "none", Navigation)]
    [InlineData("navigation GET", "https://crm.other.org", "SameSite=Strict; Secure", "none", "browser-facts, measured: not on a navigation that starts elsewhere")]
    [InlineData("navigation GET", "https://crm.example.com", "SameSite=Strict; Secure", "all", SameSite)]
    [InlineData("navigation POST", "https://crm.example.com", "SameSite=Strict; Secure", "all", SameSite)]
    [InlineData("navigation POST", "https://crm.other.org", "SameSite=None; Secure", "all", Navigation)]
    [InlineData("navigation GET", "https://crm.other.org", "Secure", "all", Navigation)]
    [InlineData("navigation POST", "https://crm.other.org", "Secure", "firefox safari safari-old", NoDefault)]
    [InlineData("navigation GET", "http://crm.example.com", "SameSite=Strict; Secure", "firefox safari safari-old", Schemeful)]
    [InlineData("navigation GET", "https://crm.other.org", "SameSite=None; Secure; Partitioned", "all", "CHIPS: a page that is opened has its own site's partition")]
    [InlineData("fetch POST", "https://crm.example.com", "SameSite=None; Secure; Partitioned", "all", "CHIPS: the partition of the own site")]
    [InlineData("fetch POST", "http://crm.example.com", "SameSite=Lax; Secure", "firefox safari safari-old", Schemeful)]
    [InlineData("fetch POST", "http://crm.example.com", "SameSite=None; Secure; Partitioned", "safari-old", "CHIPS: the key is a site, scheme included; a browser that does not know the word has no key")]
    [InlineData("fetch POST", "https://crm.other.org", "SameSite=None; Secure; Partitioned", "none", "browser-facts: partitioned under the API's own site, not the front end's")]
    [InlineData("fetch POST", "https://api.example.com in https://other.org in https://api.example.com", "SameSite=None; Secure; Partitioned", "none", "CHIPS: the cross-site ancestor is part of the key")]
    [InlineData("fetch POST", "https://api.example.com in https://other.org in https://api.example.com", "SameSite=None; Secure", "chromium", Vendors)]
    public void What_a_visit_to_the_API_stored_goes_with(string action, string page, string attributes, string browsers, string clause)
    {
        var visit = Request("https://elsewhere.net", "navigation POST", "https://api.example.com/signed-in");
        var cookie = Cookie($"a=b; Path=/; {attributes}");
        Holds("all", Where(browser => browser.Stores(cookie, visit).Happens), Visit);
        Holds(browsers, Where(browser => browser.Sends(browser.Keep(cookie, visit), Request(page, action, "https://api.example.com/api/auth/refresh")).Happens), clause);
    }

    // CHIPS, "Attaching a Partitioned Cookie to a Request"; Firefox partitions every third party's cookie so (Total Cookie Protection).
    [Theory]
    [InlineData("https://crm.other.org", true)]
    [InlineData("https://www.other.org:8443", true)]
    [InlineData("https://widget.third.net in https://crm.other.org", true)]
    [InlineData("https://api.example.com in https://crm.other.org", true)]
    [InlineData("http://crm.other.org", false)]
    [InlineData("https://shop.third.net", false)]
    [InlineData("https://crm.other.org in https://shop.third.net", false)]
    [InlineData("https://api.example.com", false)]
    public void A_cookie_of_one_top_site_is_not_seen_under_another(string page, bool seen)
    {
        var signIn = Request("https://crm.other.org", "fetch POST", "https://api.example.com/api/auth/login");
        var refresh = Request(page, "fetch POST", "https://api.example.com/api/auth/refresh");
        foreach (var (browser, attributes) in new[]
        {
            (BrowserProfile.Chromium, "SameSite=None; Secure; Partitioned"), (BrowserProfile.ChromiumBlocking, "SameSite=None; Secure; Partitioned"),
            (BrowserProfile.Firefox, "SameSite=None; Secure; Partitioned"), (BrowserProfile.Safari, "SameSite=None; Secure; Partitioned"),
            (BrowserProfile.Firefox, "SameSite=None; Secure"),
        })
        {
            var verdict = browser.Sends(browser.Keep(Cookie($"a=b; Path=/; {attributes}"), signIn), refresh);
            Assert.Equal((seen, !seen), (verdict.Happens, verdict.Rule == CookieRule.OtherPartition));
        }
    }

    // RFC 6265bis §5.8.3, step 3: host, path, Secure.
    [Theory]
    [InlineData("a=b; Path=/", "https://api.example.com/x", "https://api.example.com/y", "first_party")]
    [InlineData("a=b; Path=/", "https://api.example.com/x", "https://api.example.com:8443/y", "first_party")]
    [InlineData("a=b; Path=/", "https://api.example.com/x", "https://crm.example.com/y", "other_host")]
    [InlineData("a=b; Path=/", "https://api.example.com/x", "https://v2.api.example.com/y", "other_host")]
    [InlineData("a=b; Path=/; Domain=example.com", "https://api.example.com/x", "https://crm.example.com/y", "first_party")]
    [InlineData("a=b; Path=/; Domain=example.com", "https://api.example.com/x", "https://example.com/y", "first_party")]
    [InlineData("a=b; Path=/; Domain=api.example.com", "https://api.example.com/x", "https://v2.api.example.com/y", "first_party")]
    [InlineData("a=b; Path=/; Domain=api.example.com", "https://api.example.com/x", "https://crm.example.com/y", "other_host")]
    [InlineData("a=b; Path=/; Domain=api.example.com", "https://api.example.com/x", "https://xapi.example.com/y", "other_host")]
    [InlineData("a=b; Path=/; Domain=up.railway.app", "https://up.railway.app/x", "https://up.railway.app/y", "first_party")]
    [InlineData("a=b; Path=/; Domain=up.railway.app", "https://up.railway.app/x", "https://api.up.railway.app/y", "other_host")]
    [InlineData("a=b; Path=/; Domain=localhost", "http://localhost/x", "http://app.localhost/y", "other_host")]
    [InlineData("a=b; Path=/; Domain=10.0.0.1", "https://10.0.0.1/x", "https://10.0.0.1:8443/y", "first_party")]
    [InlineData("a=b; Path=/; Domain=10.0.0.1", "https://10.0.0.1/x", "https://10.0.0.2/y", "other_host")]
    [InlineData("a=b; Path=/api/auth", "https://api.example.com/x", "https://api.example.com/api/auth/refresh", "first_party")]
    [InlineData("a=b; Path=/api/auth", "https://api.example.com/x", "https://api.example.com/api/authors", "other_path")]
    [InlineData("a=b", "https://api.example.com/api/auth/login", "https://api.example.com/api/auth/refresh", "first_party")]
    [InlineData("a=b", "https://api.example.com/api/auth/second-factor/code", "https://api.example.com/api/auth/refresh", "other_path")]
    [InlineData("a=b; Path=/; Secure", "https://api.example.com/x", "http://api.example.com/y", "secure_needs_tls")]
    [InlineData("a=b; Path=/", "https://api.example.com/x", "http://api.example.com/y", "first_party")]
    public void A_cookie_goes_to_its_host_and_path(string header, string set, string sent, string rule)
    {
        foreach (var browser in AllBrowsers.Values)
        {
            var own = Request(new Uri(set).GetLeftPart(UriPartial.Authority), "fetch POST", set);
            var next = Request(new Uri(sent).GetLeftPart(UriPartial.Authority), "fetch POST", sent);
            Assert.Equal(new CookieVerdict(true, CookieRule.FirstParty), browser.Stores(Cookie(header), own));
            var verdict = browser.Sends(browser.Keep(Cookie(header), own), next);
            Assert.Equal((rule == "first_party", rule), (verdict.Happens, verdict.Rule.Id));
        }
    }

    // A Secure cookie over plain HTTP on loopback: browser-facts.
    [Fact]
    public void Where_Secure_is_taken_on_loopback_it_is_sent_there()
    {
        var set = Request("https://localhost", "fetch POST", "https://localhost/x");
        var plain = Request("http://localhost", "fetch POST", "http://localhost/y");
        Holds("chromium chromium-blocking firefox", Where(browser => browser.Sends(browser.Keep(Cookie("a=b; Secure; Path=/"), set), plain).Happens), "browser-facts");
    }

    [Theory]
    [InlineData("chromium", "https://crm.example.com", "SameSite=Lax; Secure", "first_party")]
    [InlineData("chromium", "https://crm.other.org", "SameSite=None; Secure", "third_party_allowed")]
    [InlineData("firefox", "https://crm.other.org", "SameSite=None; Secure", "third_party_partitioned")]
    [InlineData("safari", "https://crm.other.org", "SameSite=None; Secure", "third_party_blocked")]
    [InlineData("chromium-blocking", "https://crm.other.org", "SameSite=None; Secure", "third_party_blocked")]
    [InlineData("safari", "https://crm.other.org", "SameSite=None; Secure; Partitioned", "partitioned")]
    [InlineData("firefox", "https://crm.other.org", "SameSite=None; Secure; Partitioned", "partitioned")]
    [InlineData("safari-old", "https://crm.other.org", "SameSite=None; Secure; Partitioned", "third_party_blocked")]
    [InlineData("chromium", "https://crm.other.org", "SameSite=Lax; Secure", "same_site_cross_site")]
    [InlineData("chromium", "https://crm.other.org", "Secure", "same_site_cross_site")]
    [InlineData("safari", "https://crm.other.org", "SameSite=Lax", "same_site_cross_site")]
    [InlineData("chromium", "https://crm.other.org", "SameSite=None", "none_needs_secure")]
    [InlineData("firefox", "https://crm.example.com", "SameSite=None; Partitioned", "none_needs_secure")]
    public void The_forecast_names_the_rule_that_decides(string browser, string page, string attributes, string rule)
    {
        var forecast = Forecast(AllBrowsers[browser], page, "https://api.example.com", attributes);
        Assert.Equal(rule, forecast.Why.Id);
        Assert.Same(AllBrowsers[browser], forecast.Browser);
    }

    [Fact]
    public void A_forecast_tells_what_was_stored_from_what_is_sent()
    {
        var cookie = Cookie("a=b; Path=/api/auth/login; Secure; SameSite=Lax");
        var forecast = CookieForecast.Of(
            BrowserProfile.Firefox, cookie,
            Request("https://crm.example.com", "fetch POST", "https://api.example.com/api/auth/login"),
            Request("https://crm.example.com", "fetch POST", "https://api.example.com/api/auth/refresh"));
        Assert.Equal((true, false, false, CookieRule.OtherPath), (forecast.Stored.Happens, forecast.Sent.Happens, forecast.Arrives, forecast.Why));
    }

    [Fact]
    public void A_navigation_that_carries_a_cookie_says_so() => Assert.Equal(
        new CookieVerdict(true, CookieRule.LaxNavigation),
        BrowserProfile.Firefox.Stores(Cookie("a=b; SameSite=Strict"), Request("https://other.org", "navigation POST", "https://api.example.com/")));

    private static void Arrives(string page, string api, string attributes, string browsers, string clause) =>
        Holds(browsers, Where(browser => Forecast(browser, page, api, attributes).Arrives), clause);

    private static CookieForecast Forecast(BrowserProfile browser, string page, string api, string attributes) => CookieForecast.Of(
        browser, Cookie($"a=b; Path=/; HttpOnly; {attributes}"),
        Request(page, "fetch POST", $"{api}/api/auth/login"), Request(page, "fetch POST", $"{api}/api/auth/refresh"));
}
