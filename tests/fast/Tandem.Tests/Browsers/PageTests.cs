using Tandem.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;

using static Tandem.Tests.Browsers.Situation;

namespace Tandem.Tests.Browsers;

/// <summary>Pages in frames, and how they stand to what they call: RFC 6265bis §5.2.1, Fetch Metadata §2.3, Fetch Standard §2.2.5.</summary>
public sealed class PageTests
{
    private const string Api = "https://api.example.com";

    // RFC 6265bis §5.2.1: the origin of the address bar, if that of the page and of each ancestor is same-site with it.
    [Theory]
    [InlineData("https://crm.example.com", "https://example.com", "https://example.com")]
    [InlineData("https://crm.example.com in https://example.com", "https://example.com", "https://example.com")]
    [InlineData("https://crm.example.com in https://www.example.com in https://example.com", "https://example.com", "https://example.com")]
    [InlineData("https://crm.example.com in https://other.org", null, null)]
    [InlineData("https://other.org in https://example.com", null, null)]
    [InlineData("https://crm.example.com in https://other.org in https://example.com", null, null)]
    [InlineData("https://crm.example.com in https://example.com in https://other.org", null, null)]
    [InlineData("https://other.org in https://crm.example.com in https://example.com", null, null)]
    [InlineData("https://crm.example.com in http://example.com", null, "http://example.com")]
    [InlineData("http://crm.example.com in https://example.com", null, "https://example.com")]
    [InlineData("http://127.0.0.1:5173 in http://127.0.0.1:5080", "http://127.0.0.1", "http://127.0.0.1")]
    [InlineData("https://a.github.io in https://b.github.io", null, null)]
    public void Every_ancestor_counts_for_the_site_for_cookies(string page, string? schemeful, string? schemeless) =>
        Assert.Equal((schemeful, schemeless), (PageOf(page).SiteForCookies(true)?.ToString(), PageOf(page).SiteForCookies(false)?.ToString()));

    [Theory]
    [InlineData("https://api.example.com", OriginRelation.SameOrigin, OriginRelation.SameOrigin)]
    [InlineData("https://crm.example.com", OriginRelation.SameSite, OriginRelation.SameSite)]
    [InlineData("https://api.example.com:8443", OriginRelation.SameSite, OriginRelation.SameSite)]
    [InlineData("http://api.example.com", OriginRelation.CrossSite, OriginRelation.SameSite)]
    [InlineData("https://other.org", OriginRelation.CrossSite, OriginRelation.CrossSite)]
    [InlineData("https://api.example.com in https://example.com", OriginRelation.SameOrigin, OriginRelation.SameOrigin)]
    [InlineData("https://api.example.com in https://other.org", OriginRelation.CrossSite, OriginRelation.CrossSite)]
    [InlineData("https://api.example.com in https://other.org in https://api.example.com", OriginRelation.CrossSite, OriginRelation.CrossSite)]
    internal void A_page_stands_to_its_target_as_it_and_its_ancestors_do(string page, OriginRelation schemeful, OriginRelation schemeless) =>
        Assert.Equal((schemeful, schemeless), (PageOf(page).To(At(Api)), PageOf(page).To(At(Api), schemeful: false)));

    [Theory]
    [InlineData("https://crm.example.com", "https://crm.example.com")]
    [InlineData("https://crm.example.com in https://a.org in https://b.net", "https://b.net")]
    public void The_outermost_page_is_in_the_address_bar(string page, string top) => Assert.Equal(At(top), PageOf(page).Top);

    // Fetch Metadata §2.3: the initiator's origin and the target's, by scheme too. Frames do not count, unlike for cookies.
    [Theory]
    [InlineData("https://api.example.com", "same-origin")]
    [InlineData("https://crm.example.com", "same-site")]
    [InlineData("https://api.example.com:8443", "same-site")]
    [InlineData("http://api.example.com", "cross-site")]
    [InlineData("https://other.org", "cross-site")]
    [InlineData("https://api.example.com in https://other.org", "same-origin")]
    [InlineData("https://crm.example.com in https://other.org", "same-site")]
    [InlineData("https://other.org in https://api.example.com", "cross-site")]
    public void Sec_Fetch_Site_is_of_the_page_alone(string page, string value)
    {
        Assert.Equal(value, Request(page, "fetch POST", $"{Api}/").SecFetchSite);
        Assert.Equal(value, Request(page, "navigation GET", $"{Api}/").SecFetchSite);
    }

    // Fetch Standard §2.2.5, credentials mode; WebSockets Standard §3.1 and HTML §7.4: include, for a handshake and for a navigation.
    [Theory]
    [InlineData("fetch", CredentialsMode.Include, "https://crm.example.com", true)]
    [InlineData("fetch", CredentialsMode.Include, "https://other.org", true)]
    [InlineData("fetch", CredentialsMode.SameOrigin, "https://api.example.com", true)]
    [InlineData("fetch", CredentialsMode.SameOrigin, "https://api.example.com in https://other.org", true)]
    [InlineData("fetch", CredentialsMode.SameOrigin, "https://api.example.com:8443", false)]
    [InlineData("fetch", CredentialsMode.SameOrigin, "http://api.example.com", false)]
    [InlineData("fetch", CredentialsMode.SameOrigin, "https://crm.example.com", false)]
    [InlineData("fetch", CredentialsMode.Omit, "https://api.example.com", false)]
    [InlineData("websocket", CredentialsMode.Omit, "https://crm.example.com", true)]
    [InlineData("navigation", CredentialsMode.SameOrigin, "https://other.org", true)]
    internal void Credentials_go_along_as_the_mode_says(string kind, CredentialsMode mode, string page, bool expected)
    {
        var request = Request(page, $"{kind} GET", $"{Api}/") with { Credentials = mode };
        var cookie = Cookie("a=b; Secure; SameSite=None; Partitioned");

        Assert.Equal(expected, request.WithCredentials);
        Assert.All(AllBrowsers.Values, browser => Assert.Equal(expected, browser.Stores(cookie, request).Rule != CookieRule.CredentialsOmitted));
        Assert.All(AllBrowsers.Values, browser => Assert.Equal(expected, browser.Sends(browser.Keep(cookie, request), request).Rule != CookieRule.CredentialsOmitted));
    }

    // A navigation changes what the address bar shows, so it is of the target's site. That its initiator's ancestors do not count is Chromium's
    // way (net/cookies/cookie_util.cc, ComputeSameSiteContext); RFC 6265bis §5.2 would count them.
    [Theory]
    [InlineData("fetch", "https://crm.example.com", true, false)]
    [InlineData("fetch", "https://other.org", false, true)]
    [InlineData("fetch", "https://crm.example.com in https://other.org", false, true)]
    [InlineData("websocket", "https://crm.example.com in https://other.org", false, true)]
    [InlineData("navigation", "https://other.org", false, false)]
    [InlineData("navigation", "https://crm.example.com in https://other.org", true, false)]
    public void A_navigation_is_never_of_a_third_party(string kind, string page, bool sameSite, bool thirdParty)
    {
        var request = Request(page, $"{kind} GET", $"{Api}/");
        Assert.Equal((sameSite, thirdParty), (request.IsSameSite(schemeful: true), request.IsThirdParty(schemeful: true)));
    }

    // CHIPS, "Computing the cookie partition key": site of the address bar, and whether the context is cross-site as RFC 6265bis §5.2 has it.
    [Theory]
    [InlineData("fetch", "https://crm.example.com", "https://example.com", false)]
    [InlineData("fetch", "https://crm.example.com in https://www.example.com", "https://example.com", false)]
    [InlineData("fetch", "https://crm.other.org", "https://other.org", true)]
    [InlineData("fetch", "https://api.example.com in https://crm.other.org", "https://other.org", true)]
    [InlineData("fetch", "https://api.example.com in https://other.org in https://example.com", "https://example.com", true)]
    [InlineData("fetch", "http://crm.example.com", "http://example.com", true)]
    [InlineData("websocket", "https://crm.other.org", "https://other.org", true)]
    [InlineData("navigation", "https://crm.other.org", "https://example.com", false)]
    [InlineData("navigation", "https://crm.example.com in https://other.org", "https://example.com", false)]
    public void A_partition_is_of_the_address_bar(string kind, string page, string top, bool crossSiteAncestor)
    {
        var key = PartitionKey.Of(Request(page, $"{kind} GET", $"{Api}/"));
        Assert.Equal((top, crossSiteAncestor), (key.Top.ToString(), key.CrossSiteAncestor));
    }
}
