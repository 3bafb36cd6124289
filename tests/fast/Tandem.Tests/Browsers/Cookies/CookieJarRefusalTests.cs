using Tandem.Browsers;
using Tandem.Browsers.Cookies;

using static Tandem.Tests.Browsers.Situation;

namespace Tandem.Tests.Browsers.Cookies;

/// <summary>Cookies that no page can have stored: RFC 6265bis §5.7, CHIPS.</summary>
public sealed class CookieJarRefusalTests
{
    private const string Step9 = "RFC 6265bis §5.7, step 9: public suffixes";
    private const string AboveSuffix = "Chromium, net/cookies/cookie_util.cc, GetCookieDomainWithString: one registrable domain for the two";
    private const string Step10 = "RFC 6265bis §5.7, step 10: domain-match";
    private const string Step13 = "RFC 6265bis §5.7, step 13: Secure needs a secure connection";
    private const string Loopback = "browser-facts: Secure on http://localhost is accepted by Chromium and Firefox, not by Safari";
    private const string Step19 = "RFC 6265bis §5.7, step 19: None needs Secure (browser-facts: Chrome and Firefox)";
    private const string Step20 = "RFC 6265bis §5.7, step 20: __Secure-, in any case (§5.4)";
    private const string Step21 = "RFC 6265bis §5.7, step 21: __Host-, in any case (§5.4)";
    private const string Step22 = "RFC 6265bis §5.7, step 22: prefixes in the value of a nameless cookie";
    private const string Chips = "CHIPS, \"Using Set-Cookie with Partitioned\": Partitioned needs Secure";

    [Theory]
    [InlineData("https://api.example.com", "a=b", "", Step10)]
    [InlineData("https://api.example.com", "a=b; Domain=api.example.com", "", Step10)]
    [InlineData("https://api.example.com", "a=b; Domain=example.com", "", Step10)]
    [InlineData("https://api.example.com", "a=b; Domain=.example.com", "", "RFC 6265bis §5.6.3: a leading dot is dropped")]
    [InlineData("https://api.example.com", "a=b; Domain=EXAMPLE.COM", "", "RFC 6265bis §5.6.3: lower case")]
    [InlineData("https://api.example.com", "a=b; Domain=..example.com", "foreign_domain", "RFC 6265bis §5.6.3: one leading dot")]
    [InlineData("https://api.example.com", "a=b; Domain=example.com.", "foreign_domain", Step10)]
    [InlineData("https://api.example.com", "a=b; Domain=v2.api.example.com", "foreign_domain", Step10)]
    [InlineData("https://api.example.com", "a=b; Domain=crm.example.com", "foreign_domain", Step10)]
    [InlineData("https://api.example.com", "a=b; Domain=pi.example.com", "foreign_domain", Step10)]
    [InlineData("https://api.example.com", "a=b; Domain=ample.com", "foreign_domain", Step10)]
    [InlineData("https://api.example.com", "a=b; Domain=other.org", "foreign_domain", Step10)]
    [InlineData("https://api.example.com", "a=b; Domain=*.example.com", "foreign_domain", Step10)]
    [InlineData("https://api.example.com", "a=b; Domain=https://api.example.com", "foreign_domain", Step10)]
    [InlineData("https://api.example.com", "a=b; Domain=api.example.com:443", "foreign_domain", Step10)]
    [InlineData("https://api.example.com", "a=b; Domain=com", "public_suffix_domain", Step9)]
    [InlineData("https://kelvin.example", "a=b; Domain=\u212Aelvin.example", "foreign_domain", "RFC 6265bis §5.7, step 8: ASCII only")]
    [InlineData("https://xn--bcher-kva.example", "a=b; Domain=bücher.example", "foreign_domain", "RFC 6265bis §5.7, step 8: ASCII only")]
    [InlineData("https://api.xn--bcher-kva.example", "a=b; Domain=xn--bcher-kva.example", "", Step10)]
    [InlineData("https://api.up.railway.app", "a=b; Domain=.jaydenmetz.com", "foreign_domain", "browser-facts, measured in Chromium: refused")]
    [InlineData("https://api.up.railway.app", "a=b; Domain=up.railway.app", "public_suffix_domain", Step9)]
    [InlineData("https://api.up.railway.app", "a=b; Domain=railway.app", "public_suffix_domain", AboveSuffix)]
    [InlineData("https://up.railway.app", "a=b; Domain=railway.app", "public_suffix_domain", AboveSuffix)]
    [InlineData("https://a.b.up.railway.app", "a=b; Domain=b.up.railway.app", "", Step10)]
    [InlineData("https://up.railway.app", "a=b; Domain=up.railway.app", "", "RFC 6265bis §5.7, step 9.3: the host itself, host-only")]
    [InlineData("http://localhost", "a=b; Domain=localhost", "", "RFC 6265bis §5.7, step 9.3: the host itself, host-only")]
    [InlineData("http://app.localhost", "a=b; Domain=localhost", "public_suffix_domain", Step9)]
    [InlineData("http://app.crm.localhost", "a=b; Domain=crm.localhost", "", Step10)]
    [InlineData("https://10.0.0.1", "a=b; Domain=10.0.0.1", "", "RFC 6265bis §5.1.3: identical strings")]
    [InlineData("https://10.0.0.1", "a=b; Domain=0.0.1", "foreign_domain", "RFC 6265bis §5.1.3: not an IP address")]
    [InlineData("https://10.0.0.1", "a=b; Domain=0.1", "foreign_domain", "RFC 6265bis §5.1.3: not an IP address")]
    [InlineData("https://[::1]", "a=b; Domain=[::1]", "", "RFC 6265bis §5.1.3: identical strings")]
    [InlineData("https://[::1]", "a=b; Domain=:1]", "foreign_domain", "RFC 6265bis §5.1.3: not an IP address")]
    [InlineData("https://api.example.com", "a=b; Secure", "", Step13)]
    [InlineData("http://api.example.com", "a=b; Secure", "secure_needs_tls", Step13)]
    [InlineData("https://api.example.com", "a=b; SameSite=None; Secure", "", Step19)]
    [InlineData("https://api.example.com", "__Secure-a=b; Secure", "", Step20)]
    [InlineData("https://api.example.com", "__Secure-a=b; Secure; Domain=example.com; Path=/x", "", Step20)]
    [InlineData("https://api.example.com", "__Secure-a=b", "secure_prefix", Step20)]
    [InlineData("https://api.example.com", "__sEcUrE-a=b", "secure_prefix", Step20)]
    [InlineData("http://api.example.com", "__Secure-a=b; Secure", "secure_needs_tls", Step13)]
    [InlineData("https://api.example.com", "__Securea=b", "", Step20)]
    [InlineData("https://api.example.com", "a__Secure-=b", "", Step20)]
    [InlineData("https://api.example.com", "__Host-a=b; Secure; Path=/", "", Step21)]
    [InlineData("https://api.example.com", "__HOST-a=b; Secure; Path=/", "", Step21)]
    [InlineData("https://api.example.com", "__Host-a=b; Secure; Path=/; Domain=", "", Step21)]
    [InlineData("https://api.example.com", "__Host-a=b; Path=/", "host_prefix", Step21)]
    [InlineData("https://api.example.com", "__Host-a=b; Secure", "host_prefix", Step21)]
    [InlineData("https://api.example.com", "__Host-a=b; Secure; Path=/api", "host_prefix", Step21)]
    [InlineData("https://api.example.com", "__Host-a=b; Secure; Path=//", "host_prefix", Step21)]
    [InlineData("https://api.example.com", "__Host-a=b; Secure; Path=/; Path=/api", "host_prefix", Step21)]
    [InlineData("https://api.example.com", "__Host-a=b; Secure; Path=/; Domain=api.example.com", "host_prefix", Step21)]
    [InlineData("https://api.example.com", "__host-a=b; Secure; Path=/; Domain=example.com", "host_prefix", Step21)]
    [InlineData("https://api.example.com", "__HoSt-a=b", "host_prefix", Step21)]
    [InlineData("https://api.example.com", "__Host=b", "", Step21)]
    [InlineData("https://api.example.com", "=__Host-a=b; Secure; Path=/", "host_prefix", Step22)]
    [InlineData("https://api.example.com", "__host-a; Secure; Path=/", "host_prefix", Step22)]
    [InlineData("https://api.example.com", "=  __secure-a=b; Secure", "secure_prefix", Step22)]
    [InlineData("https://api.example.com", "=a__Host-", "", Step22)]
    [InlineData("https://api.example.com", "a=__Host-b", "", Step22)]
    [InlineData("https://api.example.com", "a=b; Secure; Partitioned", "", Chips)]
    [InlineData("http://api.example.com", "__Host-a=b; Path=/x; Domain=other.org", "foreign_domain host_prefix", "every rule is told")]
    public void In_every_browser(string origin, string header, string rules, string clause)
    {
        foreach (var browser in AllBrowsers)
            Holds(rules, Words(browser.Value, header, origin), $"{clause}, {browser.Key}");
    }

    [Theory]
    [InlineData("http://localhost:5080", "a=b; Secure", "secure_needs_tls", "safari safari-old", Loopback)]
    [InlineData("http://app.localhost", "a=b; Secure", "secure_needs_tls", "safari safari-old", Loopback)]
    [InlineData("http://127.0.0.1", "__Host-a=b; Secure; Path=/", "secure_needs_tls", "safari safari-old", Loopback)]
    [InlineData("http://[::1]", "a=b; Secure; SameSite=None", "secure_needs_tls", "safari safari-old", Loopback)]
    [InlineData("http://localhost.example.com", "a=b; Secure", "secure_needs_tls", "all", Step13)]
    [InlineData("http://mylocalhost", "a=b; Secure", "secure_needs_tls", "all", Step13)]
    [InlineData("https://api.example.com", "a=b; SameSite=None", "none_needs_secure", "chromium chromium-blocking firefox", Step19)]
    [InlineData("http://localhost", "a=b; SameSite=None", "none_needs_secure", "chromium chromium-blocking firefox", Step19)]
    [InlineData("https://api.example.com", "a=b; Partitioned", "partitioned_needs_secure", "chromium chromium-blocking firefox safari", Chips)]
    [InlineData("http://localhost", "a=b; Partitioned; SameSite=Lax", "partitioned_needs_secure", "chromium chromium-blocking firefox safari", Chips)]
    public void In_some_browsers(string origin, string header, string rule, string browsers, string clause)
    {
        Holds(browsers, Where(browser => Words(browser, header, origin) == rule), clause);
        Holds(browsers, Where(browser => Words(browser, header, origin).Length > 0), clause);
    }

    [Fact]
    public void What_is_refused_is_not_stored_and_the_rule_is_named() => Assert.All(AllBrowsers.Values, browser =>
        Assert.Equal(new CookieVerdict(false, CookieRule.ForeignDomain), browser.Stores(Cookie("a=b; Domain=other.org"), Request("https://api.example.com", "fetch POST", "https://api.example.com/"))));

    private static string Words(BrowserProfile browser, string header, string origin) =>
        string.Join(' ', browser.Refusals(Cookie(header), At(origin)).Select(rule => rule.Id));
}
