using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;

namespace Tandem.Tests.Browsers.Cookies;

public sealed class RefreshCookieTests
{
    [Fact]
    public void Over_plain_HTTP_the_bare_name_is_cleared_at_the_root_and_wherever_else_it_may_be()
    {
        var cookies = new CookiePlan(At("http://app.localhost"), new(Domain: "app.localhost", Path: "/api/auth"));
        Assert.Equal(
            [
                "Path=/; HttpOnly", "Path=/api/auth; HttpOnly", "Domain=app.localhost; Path=/; HttpOnly", "Domain=app.localhost; Path=/api/auth; HttpOnly",
            ],
            cookies.Clear().Select(cleared => Assert.Single(System.Text.RegularExpressions.Regex.Matches(cleared, "^refreshToken=; Max-Age=0; Expires=[^;]+; (.*); SameSite=Lax$")).Groups[1].Value));
    }

    [Fact]
    public void Over_TLS_every_name_is_cleared()
    {
        var cleared = new CookiePlan(At("https://auth.example.com"), new()).Clear().ToList();
        Assert.Equal(4, cleared.Count);
        Assert.All(cleared, value => Assert.Contains("; Secure; HttpOnly; SameSite=", value, StringComparison.Ordinal));
        Assert.Equal(RefreshCookie.Names.Order(StringComparer.Ordinal), cleared.Select(value => value[..value.IndexOf('=', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal));
        Assert.Single(cleared, value => value.EndsWith("; Partitioned", StringComparison.Ordinal));
    }

    private static Origin At(string text) => Origin.TryParse(text, out var origin) ? origin : throw new ArgumentException(text);
}
