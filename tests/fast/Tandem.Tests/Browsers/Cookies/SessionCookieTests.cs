using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;

namespace Tandem.Tests.Browsers.Cookies;

/// <summary>RFC 6265bis §4.1.3.2, §5.5.</summary>
public sealed class SessionCookieTests
{
    private static readonly SessionCookie Secure = SessionCookie.For(Origin.Of(new Uri("https://app.example.com")), "0a1b2c");
    private static readonly SessionCookie Loopback = SessionCookie.For(Origin.Of(new Uri("http://127.0.0.1:5080")), "0a1b2c");

    [Fact]
    public void Over_https_only_this_host_can_have_set_it() =>
        Assert.Equal("__Host-session=t; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Lax", Secure.Set("t", TimeSpan.FromSeconds(60.9)));

    [Fact]
    public void On_a_loopback_host_it_needs_no_TLS() =>
        Assert.Equal("session-0a1b2c=t; Path=/; HttpOnly; SameSite=Lax", Loopback.Set("t", null));

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(400 * 86_400, 34_560_000)]
    [InlineData(401 * 86_400, 34_560_000)]
    public void It_lives_from_nothing_to_400_days(int seconds, long told) =>
        Assert.Contains($"; Max-Age={told};", Loopback.Set("t", TimeSpan.FromSeconds(seconds)), StringComparison.Ordinal);

    [Fact]
    public void It_is_cleared_with_the_attributes_it_was_set_with() =>
        Assert.Equal(
            "__Host-session=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Secure; HttpOnly; SameSite=Lax", Secure.Clear());
}
