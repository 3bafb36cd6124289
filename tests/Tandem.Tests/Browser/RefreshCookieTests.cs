using Tandem.Browser;

namespace Tandem.Tests.Browser;

public sealed class RefreshCookieTests
{
    [Fact]
    public void Over_plain_HTTP_the_bare_name_is_cleared_at_the_root_and_wherever_else_it_may_be()
    {
        var cookie = new RefreshCookie("refreshToken", "/api/auth", "app.localhost", Secure: false, "Lax");
        Assert.Equal(
            [
                "Path=/; HttpOnly", "Path=/api/auth; HttpOnly", "Domain=app.localhost; Path=/; HttpOnly", "Domain=app.localhost; Path=/api/auth; HttpOnly",
            ],
            cookie.Clear().Select(cleared => Assert.Single(System.Text.RegularExpressions.Regex.Matches(cleared, "^refreshToken=; Max-Age=0; Expires=[^;]+; (.*); SameSite=Lax$")).Groups[1].Value));
    }

    [Fact]
    public void Over_TLS_every_name_is_cleared()
    {
        var cleared = new RefreshCookie("__Host-refreshToken", "/", null, Secure: true, "Lax").Clear().ToList();
        Assert.Equal(4, cleared.Count);
        Assert.All(cleared, value => Assert.Contains("; Secure; HttpOnly; SameSite=", value, StringComparison.Ordinal));
        Assert.Equal(RefreshCookie.Names.Order(StringComparer.Ordinal), cleared.Select(value => value[..value.IndexOf('=', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal));
        Assert.Single(cleared, value => value.EndsWith("; Partitioned", StringComparison.Ordinal));
    }
}
