using Tandem.Browsers.Sites;

using static Tandem.Tests.Browsers.Situation;

namespace Tandem.Tests.Browsers.Sites;

/// <summary>Which origins are one site: HTML Standard §7.1.1 ("same site", "schemelessly same site") with URL Standard §3.2.</summary>
public sealed class SiteTests
{
    private const string Measured = "browser-facts, measured in Chromium: Sec-Fetch-Site: same-site";
    private const string Private = "Public Suffix List, private section";
    private const string Unlisted = "Public Suffix List, algorithm: the rule * for names without one";
    private const string Same = "HTML §7.1.1, schemelessly same site: equal registrable domains";
    private const string Whole = "HTML §7.1.1, schemelessly same site: without a registrable domain, equal hosts";

    [Theory]
    [InlineData("https://crm.jaydenmetz.com", "https://api.jaydenmetz.com", "same", Measured)]
    [InlineData("https://example.com", "https://api.v2.example.com", "same", Same)]
    [InlineData("https://example.com:8443", "https://api.example.com", "same", "HTML §7.1.1: a site has no port")]
    [InlineData("http://crm.example.com", "https://api.example.com", "same but for the scheme", "HTML §7.1.1, same site: equal schemes")]
    [InlineData("https://example.com", "https://notexample.com", "other", Same)]
    [InlineData("https://example.com", "https://example.com.evil.org", "other", Same)]
    [InlineData("https://one.co.uk", "https://two.co.uk", "other", Same)]
    [InlineData("https://a.github.io", "https://b.github.io", "other", Private)]
    [InlineData("https://a.github.io", "https://github.io", "other", Private)]
    [InlineData("https://www.a.github.io", "https://a.github.io", "same", Private)]
    [InlineData("https://one.azurewebsites.net", "https://two.azurewebsites.net", "other", Private)]
    [InlineData("https://one.up.railway.app", "https://two.up.railway.app", "other", Private)]
    [InlineData("https://one.vercel.app", "https://two.vercel.app", "other", Private)]
    [InlineData("https://a.b.kobe.jp", "https://c.b.kobe.jp", "other", "Public Suffix List, algorithm: wildcards")]
    [InlineData("https://a.city.kobe.jp", "https://b.city.kobe.jp", "same", "Public Suffix List, algorithm: exceptions")]
    [InlineData("http://app.crm.localhost", "http://api.crm.localhost:5080", "same", Unlisted)]
    [InlineData("http://crm.localhost", "http://api.localhost", "other", Unlisted)]
    [InlineData("http://app.localhost", "http://localhost", "other", Unlisted)]
    [InlineData("http://app.intranet", "http://api.intranet", "other", Unlisted)]
    [InlineData("http://localhost:5173", "http://localhost:5080", "same", Whole)]
    [InlineData("http://intranet", "http://intranet:8080", "same", Whole)]
    [InlineData("http://intranet", "http://wiki", "other", Whole)]
    [InlineData("http://127.0.0.1:5173", "http://127.0.0.1:5080", "same", Whole)]
    [InlineData("http://localhost", "http://127.0.0.1", "other", Whole)]
    [InlineData("http://127.0.0.1", "http://[::1]", "other", Whole)]
    [InlineData("http://10.0.0.1", "http://11.0.0.1", "other", Whole)]
    [InlineData("https://[2001:db8::1]", "https://[2001:db8::1]:8443", "same", Whole)]
    [InlineData("https://[2001:db8::1]", "https://[2001:db8::2]", "other", Whole)]
    [InlineData("https://xn--bcher-kva.example", "https://api.xn--bcher-kva.example", "same", "URL §3.3: hosts are compared in ASCII")]
    [InlineData("https://xn--85x722f.xn--55qx5d.cn", "https://xn--bcher-kva.xn--55qx5d.cn", "other", "URL §3.3: hosts are compared in ASCII")]
    [InlineData("capacitor://localhost", "http://localhost", "same but for the scheme", "HTML §7.1.1, same site: equal schemes")]
    public void Two_origins_are_one_site_or_two(string first, string second, string expected, string clause)
    {
        var (one, two) = (Site.Of(At(first)), Site.Of(At(second)));

        Holds(expected, Answer(one, two), clause);
        Holds(expected, Answer(two, one), clause);
        Assert.True(one.IsSameAs(one, schemeful: true));
    }

    [Theory]
    [InlineData("https://crm.example.com:8443", "https://example.com")]
    [InlineData("http://[::1]:5080", "http://[::1]")]
    [InlineData("http://localhost:5080", "http://localhost")]
    public void A_site_is_written_without_port_and_subdomain(string origin, string site) => Assert.Equal(site, Site.Of(At(origin)).ToString());

    [Fact]
    public void Nothing_is_no_site()
    {
        Assert.Throws<ArgumentNullException>(() => Site.Of(null!));
        Assert.Throws<ArgumentNullException>(() => new Site("https", "example.com").IsSameAs(null!, schemeful: true));
    }

    private static string Answer(Site one, Site two) =>
        one.IsSameAs(two, schemeful: true) ? "same" : one.IsSameAs(two, schemeful: false) ? "same but for the scheme" : "other";
}
