using Tandem.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Doctor;
using Tandem.Browsers.Sites;

namespace Tandem.Tests.Browsers.Doctor;

/// <summary>What is said of set-ups before any of them runs.</summary>
public sealed class SetupReviewTests
{
    [Theory]
    [InlineData("https://crm.example.com", "https://api.example.com", OriginRelation.SameSite)]
    [InlineData("https://crm.example.com", "https://crm.example.com", OriginRelation.SameOrigin)]
    [InlineData("https://example.com", "https://api.example.com", OriginRelation.SameSite)]
    [InlineData("https://crm.example.com:8443", "https://crm.example.com", OriginRelation.SameSite)]
    [InlineData("https://app.example.co.uk", "https://api.example.co.uk", OriginRelation.SameSite)]
    [InlineData("https://a.github.io", "https://b.github.io", OriginRelation.CrossSite)]
    [InlineData("https://web.up.railway.app", "https://api.up.railway.app", OriginRelation.CrossSite)]
    [InlineData("https://web.vercel.app", "https://api.vercel.app", OriginRelation.CrossSite)]
    [InlineData("https://crm.example.com", "https://api.example.org", OriginRelation.CrossSite)]
    [InlineData("https://example.co.uk", "https://other.co.uk", OriginRelation.CrossSite)]
    [InlineData("http://localhost:5173", "http://localhost:5080", OriginRelation.SameSite)]
    [InlineData("http://127.0.0.1:5173", "http://127.0.0.1:5080", OriginRelation.SameSite)]
    [InlineData("http://[::1]:5173", "http://[::1]:5080", OriginRelation.SameSite)]
    [InlineData("http://app.crm.localhost:5173", "http://api.crm.localhost:5080", OriginRelation.SameSite)]
    [InlineData("http://localhost:5173", "https://api.example.com", OriginRelation.CrossSite)]
    [InlineData("http://localhost:5173", "https://localhost:5080", OriginRelation.CrossSite)]
    [InlineData("https://192.168.1.10", "https://192.168.1.10:8443", OriginRelation.SameSite)]
    [InlineData("https://intranet", "https://intranet:8443", OriginRelation.SameSite)]
    [InlineData("https://intranet", "https://api", OriginRelation.CrossSite)]
    [InlineData("https://203.0.113.1", "https://203.0.113.2", OriginRelation.CrossSite)]
    [InlineData("https://xn--bcher-kva.example", "https://api.xn--bcher-kva.example", OriginRelation.SameSite)]
    internal void A_sound_set_up_works_and_nothing_is_said_against_it(string page, string api, OriginRelation relation)
    {
        var review = Review(page, api);

        Assert.True(review.Works);
        Assert.Equal(relation, review.Setup.Relation);
        Assert.All(review.Browsers, browser => Assert.True(browser.Arrives));
        Assert.All(review.Findings, finding => Assert.Equal(FindingSeverity.Info, finding.Severity));
        Assert.Equal(relation == OriginRelation.CrossSite, review.Setup.Planned is { SameSite: SameSite.None, Partitioned: true });
    }

    [Theory]
    [InlineData("https://crm.example.com", "http://api.example.com", "mixed_content", "https://api.example.com")]
    [InlineData("http://crm.example.com", "http://api.example.com", "plain_http_api", "Tandem:PublicUrl=https://api.example.com")]
    [InlineData("http://crm.example.com", "https://api.example.com", "plain_http_page", "Tandem:Frontends:0=https://crm.example.com")]
    [InlineData("http://127.0.0.1:5173", "http://localhost:5080", "loopback_spelling", "Open the page as http://localhost:5173")]
    [InlineData("http://localhost:5173", "http://[::1]:5080", "loopback_spelling", "Open the page as http://[::1]:5173")]
    [InlineData("http://localhost", "http://127.0.0.1:5080", "loopback_spelling", "Open the page as http://127.0.0.1,")]
    [InlineData("https://crm.example.com", "http://localhost:5080", "same_site_cross_site", "serve the API over HTTPS")]
    [InlineData("https://localhost:5173", "http://localhost:5080", "same_site_cross_site", "http://localhost:PORT")]
    [InlineData("http://crm.localhost:5173", "http://api.localhost:5080", "same_site_cross_site", "serve the API over HTTPS")]
    public void A_broken_set_up_does_not_work_and_the_cause_comes_first(string page, string api, string id, string cure)
    {
        var review = Review(page, api);

        Assert.False(review.Works);
        Assert.Equal(id, review.Findings[0].Id);
        Assert.Equal(FindingSeverity.Error, review.Findings[0].Severity);
        Assert.Contains(cure, review.Findings[0].Fix, StringComparison.Ordinal);
    }

    [Theory]
    // The brief's own cookie between subdomains: Lax is sent, and nothing needs mending (RFC 6265bis §5.2).
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Domain=.example.com; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=604800", null)]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=604800", null)]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/api/auth; Secure; HttpOnly; SameSite=Lax; Max-Age=604800", null)]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Secure; HttpOnly; SameSite=Lax; Max-Age=604800", null)]
    [InlineData("https://crm.example.com", "https://api.example.org", "refreshToken=x; Path=/; Secure; HttpOnly; SameSite=None; Partitioned; Max-Age=604800", null)]
    // The brief's cure, between sites: kept by one family, partitioned by the second, blocked by the third.
    [InlineData("https://crm.example.com", "https://api.example.org", "refreshToken=x; Path=/; Secure; HttpOnly; SameSite=None", "third_party_blocked")]
    [InlineData("https://crm.example.com", "https://api.example.org", "refreshToken=x; Path=/; Secure; HttpOnly; SameSite=Lax", "same_site_cross_site")]
    [InlineData("https://crm.example.com", "https://api.example.org", "refreshToken=x; Path=/; Secure; HttpOnly", "same_site_cross_site")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/; HttpOnly; SameSite=None", "none_needs_secure")]
    [InlineData("https://crm.example.com", "https://api.example.org", "refreshToken=x; Path=/; HttpOnly; SameSite=None; Partitioned", "none_needs_secure")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Domain=example.org; Path=/; Secure; HttpOnly; SameSite=Lax", "foreign_domain")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Domain=crm.example.com; Path=/; Secure; HttpOnly; SameSite=Lax", "foreign_domain")]
    [InlineData("https://crm.example.co.uk", "https://api.example.co.uk", "refreshToken=x; Domain=co.uk; Path=/; Secure; HttpOnly; SameSite=Lax", "public_suffix_domain")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/api/v2; Secure; HttpOnly; SameSite=Lax", "other_path")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/api/auth/login; Secure; HttpOnly; SameSite=Lax", "other_path")]
    [InlineData("https://crm.example.com", "https://api.example.com", "__Host-refreshToken=x; Path=/api; Secure; HttpOnly; SameSite=Lax", "host_prefix")]
    [InlineData("https://crm.example.com", "https://api.example.com", "__Secure-refreshToken=x; Path=/; HttpOnly; SameSite=Lax", "secure_prefix")]
    [InlineData("http://localhost:5173", "http://localhost:5080", "refreshToken=x; Path=/; Secure; HttpOnly; SameSite=Lax", "secure_needs_tls")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0", "cookie_deleted")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/; Secure; HttpOnly; SameSite=Lax; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "cookie_deleted")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/; Secure; HttpOnly; SameSite=Lax; Expires=Tue, 06 May 2031 07:10:00 GMT", "short_life")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=604800", "cookie_empty")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=7d", "cookie_life_ignored")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/; Secure; HttpOnly; SameSite=Lax; Expires=next week", "cookie_life_ignored")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=604", "short_life")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/; Secure; HttpOnly; Max-Age=604800", "same_site_missing")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/; Secure; SameSite=Lax; Max-Age=604800", "http_only_missing")]
    [InlineData("https://crm.example.com", "https://api.example.com", "refreshToken=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800", "secure_missing")]
    public void A_cookie_is_judged_as_it_is_set(string page, string api, string cookie, string? id)
    {
        var review = Review(page, api, cookie);

        Assert.Equal(id, review.Findings.FirstOrDefault(finding => finding.Severity != FindingSeverity.Info)?.Id);
    }

    [Fact]
    public void The_cure_applied_to_the_cookie_makes_it_work()
    {
        foreach (var cookie in (string[])["refreshToken=x; SameSite=Lax", "refreshToken=x; Domain=up.railway.app; SameSite=None", "__Host-refreshToken=x; Path=/api; Domain=example.org"])
        {
            var broken = Review("https://crm.example.com", "https://api.up.railway.app", cookie);
            Assert.False(broken.Works);

            var line = broken.Findings[0].Fix.Split('`').Single(part => part.StartsWith("Set-Cookie: ", StringComparison.Ordinal))["Set-Cookie: ".Length..];
            var cured = Review("https://crm.example.com", "https://api.up.railway.app", line);

            Assert.True(cured.Works);
            Assert.All(cured.Findings, finding => Assert.Equal(FindingSeverity.Info, finding.Severity));
        }
    }

    [Fact]
    public void Inside_a_frame_of_another_site_the_planned_cookie_does_not_arrive()
    {
        var setup = new Setup(new Page(At("https://crm.example.com"), At("https://portal.example.net")), At("https://api.example.com"));

        var review = SetupReview.Of(setup);

        Assert.False(review.Works);
        Assert.Equal("framed_by_other_site", review.Findings[0].Id);
        Assert.True(SetupReview.Of(setup with { Overrides = new(SameSite: SameSite.None, Partitioned: true) }).Works);
        Assert.True(SetupReview.Of(setup with { Page = new(At("https://crm.example.com"), At("https://portal.example.com")) }).Works);
    }

    [Fact]
    public void A_refresh_at_another_host_than_the_sign_in_has_no_cookie()
    {
        var review = SetupReview.Of(new(new Page(At("https://crm.example.com")), At("https://api.example.com")) { RefreshApi = At("https://auth.example.com") });

        Assert.False(review.Works);
        Assert.Equal("other_host", review.Findings[0].Id);
        Assert.Contains("https://api.example.com/api/auth/refresh", review.Findings[0].Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_page_that_calls_a_private_address_makes_Chrome_ask()
    {
        Assert.Contains(Review("https://crm.example.com", "https://192.168.1.10").Findings, finding => finding is { Id: "local_network_access", Severity: FindingSeverity.Warning });
        Assert.DoesNotContain(Review("https://10.0.0.1", "https://192.168.1.10").Findings, finding => finding.Id == "local_network_access");
    }

    [Fact]
    public void One_name_in_two_places_is_two_cookies_and_one_that_is_removed_is_none()
    {
        const string Host = "refreshToken=x; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=604800";
        const string Wide = "refreshToken=x; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=example.com";

        Assert.Equal("duplicate_cookies", Review("https://crm.example.com", "https://api.example.com", Host, Wide).Findings[0].Id);
        Assert.True(Review("https://crm.example.com", "https://api.example.com", Host, Host).Works);
        Assert.True(Review("https://crm.example.com", "https://api.example.com", Host, $"{Wide}; Max-Age=0").Works);
    }

    private static SetupReview Review(string page, string api, params string[] cookies) =>
        SetupReview.Of(new(new Page(At(page)), At(api))
        {
            Cookies = [.. cookies.Select(cookie => SetCookieHeader.Parse(cookie)!)],
            Now = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero),
        });

    private static Origin At(string text) => Origin.TryParse(text, out var origin) ? origin : throw new ArgumentException(text);
}
