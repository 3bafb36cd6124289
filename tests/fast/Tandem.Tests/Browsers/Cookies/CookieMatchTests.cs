using Tandem.Browsers;
using Tandem.Browsers.Cookies;

using static Tandem.Tests.Browsers.Situation;

namespace Tandem.Tests.Browsers.Cookies;

/// <summary>Domain-match, path-match and default path: RFC 6265bis §5.1.3, §5.1.4.</summary>
public sealed class CookieMatchTests
{
    [Theory]
    [InlineData("example.com", "example.com", true)]
    [InlineData("api.example.com", "example.com", true)]
    [InlineData("v2.api.example.com", "example.com", true)]
    [InlineData("example.com", "api.example.com", false)]
    [InlineData("notexample.com", "example.com", false)]
    [InlineData("api.example.com", ".example.com", false)]
    [InlineData("api.example.com", "xample.com", false)]
    [InlineData("api.example.com", "EXAMPLE.com", false)]
    [InlineData("api.example.com.", "example.com", false)]
    [InlineData("api.example.com.evil.org", "example.com", false)]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "0.0.1", false)]
    [InlineData("10.0.0.1", "1", false)]
    [InlineData("[::1]", "[::1]", true)]
    [InlineData("localhost", "localhost", true)]
    [InlineData("app.localhost", "localhost", true)]
    public void A_host_matches_itself_and_names_only_what_is_above_them(string host, string domain, bool matches) =>
        Assert.Equal(matches, CookieJar.DomainMatches(host, domain));

    // The last row is web-platform-tests' match-percent-encoded: two spellings of one path are two paths.
    [Theory]
    [InlineData("/", "/", true)]
    [InlineData("/api/auth/refresh", "/", true)]
    [InlineData("/api/auth/refresh", "/api/auth/refresh", true)]
    [InlineData("/api/auth/refresh", "/api/auth", true)]
    [InlineData("/api/auth/refresh", "/api/auth/", true)]
    [InlineData("/api/auth/", "/api/auth", true)]
    [InlineData("/api/auth", "/api/auth/", false)]
    [InlineData("/api/authors", "/api/auth", false)]
    [InlineData("/api/auth", "/api/auth/refresh", false)]
    [InlineData("/API/auth", "/api", false)]
    [InlineData("/x/api/auth", "/api", false)]
    [InlineData("/api/auth/refresh", "/api//auth", false)]
    [InlineData("/api/../auth", "/api", true)]
    [InlineData("/api/%61uth", "/api/auth", false)]
    public void A_path_covers_itself_and_what_is_below_it(string request, string path, bool matches) =>
        Assert.Equal(matches, CookieJar.PathMatches(request, path));

    [Theory]
    [InlineData("/api/auth/login", "/api/auth")]
    [InlineData("/api/auth/", "/api/auth")]
    [InlineData("/api", "/")]
    [InlineData("/", "/")]
    [InlineData("", "/")]
    [InlineData("api/auth", "/")]
    public void Without_Path_the_folder_of_the_request_counts(string request, string path) => Assert.Equal(
        path, BrowserProfile.Chromium.Keep(Cookie("a=b; Path=relative"), new PageRequest(PageOf("https://a.example"), At("https://a.example"), request)).Path);

    // RFC 6265bis §5.7, steps 9 and 10: host-only without Domain, and where Domain is a public suffix and the host.
    [Theory]
    [InlineData("https://api.example.com", "a=b", true)]
    [InlineData("https://api.example.com", "a=b; Domain=api.example.com", false)]
    [InlineData("https://api.example.com", "a=b; Domain=example.com", false)]
    [InlineData("https://up.railway.app", "a=b; Domain=up.railway.app", true)]
    [InlineData("http://localhost", "a=b; Domain=localhost", true)]
    [InlineData("https://10.0.0.1", "a=b; Domain=10.0.0.1", true)]
    public void A_cookie_is_of_one_host_or_of_a_domain(string host, string header, bool hostOnly) =>
        Assert.Equal(hostOnly, new StoredCookie(Cookie(header), At(host).Host, "/", null).IsHostOnly);
}
