using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;

namespace Tandem.Tests.Browsers.Cookies;

/// <summary>The exact words of <c>Set-Cookie</c>. D8.</summary>
[Trait("requirement", "D8")]
public sealed class SetCookieTests
{
    private const string Ended = "Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
    private static readonly RefreshCookie Host = new("__Host-refreshToken", "/", null, Secure: true, SameSite.Lax);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-5, "0")]
    [InlineData(59.9, "59")]
    [InlineData(604800, "604800")]
    [InlineData(400 * 86400, "34560000")]
    [InlineData((400 * 86400) + 1, "34560000")]
    public void A_token_lasts_as_long_as_its_session_and_400_days_at_most(double seconds, string maxAge) =>
        Assert.Equal($"__Host-refreshToken=t; Max-Age={maxAge}; Path=/; Secure; HttpOnly; SameSite=Lax", Host.Set("t", TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_session_that_is_not_to_be_remembered_has_no_age() =>
        Assert.Equal("refreshToken=t; Domain=example.com; Path=/auth; HttpOnly; SameSite=Strict", new RefreshCookie("refreshToken", "/auth", "example.com", Secure: false, SameSite.Strict).Set("t", null));

    [Fact]
    public void Over_TLS_everything_that_may_be_there_is_cleared_word_for_word() => Assert.Equal(
        [
            $"__Secure-refreshToken=; {Ended}; Path=/; Secure; HttpOnly; SameSite=Lax",
            $"refreshToken=; {Ended}; Path=/; Secure; HttpOnly; SameSite=Lax",
            $"__Host-refreshToken=; {Ended}; Path=/; Secure; HttpOnly; SameSite=None; Partitioned",
            $"__Host-refreshToken=; {Ended}; Path=/; Secure; HttpOnly; SameSite=Lax",
        ],
        Plan("https://api.example.com").Clear());

    [Fact]
    public void A_domain_and_a_path_are_cleared_besides_the_host_and_the_root() => Assert.Equal(
        [
            $"__Secure-refreshToken=; {Ended}; Path=/; Secure; HttpOnly; SameSite=Lax",
            $"__Secure-refreshToken=; {Ended}; Path=/auth; Secure; HttpOnly; SameSite=Lax",
            $"__Secure-refreshToken=; {Ended}; Domain=example.com; Path=/; Secure; HttpOnly; SameSite=Lax",
            $"__Secure-refreshToken=; {Ended}; Domain=example.com; Path=/auth; Secure; HttpOnly; SameSite=Lax",
        ],
        Plan("https://api.example.com", "example.com", "/auth").Clear().Where(form => form.StartsWith("__Secure-", StringComparison.Ordinal)));

    // curl 7.88 keeps a cookie in its file that is cleared before another Set-Cookie of the same response.
    [Theory]
    [InlineData("https://api.example.com", null)]
    [InlineData("https://api.example.com", "example.com")]
    [InlineData("http://localhost:5080", null)]
    public void The_cookie_that_is_set_is_cleared_last(string api, string? domain)
    {
        var plan = new CookiePlan(
            Origin.TryParse(api, out var origin) ? origin : throw new ArgumentException(api),
            new CookieOverrides(Domain: domain) { Former = [FormerCookie.Parse("refreshToken; Domain=example.com; Path=/old; Until=2031-12-31")!] });

        Assert.Equal(plan.OwnSite.Set("", TimeSpan.Zero), plan.Clear().Last().Replace(" Expires=Thu, 01 Jan 1970 00:00:00 GMT;", "", StringComparison.Ordinal));
    }

    private static CookiePlan Plan(string api, string? domain = null, string? path = null) =>
        new(Origin.TryParse(api, out var origin) ? origin : throw new ArgumentException(api), new CookieOverrides(Domain: domain, Path: path));
}
