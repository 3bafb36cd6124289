using Tandem.Browsers.Cookies;

namespace Tandem.Tests.Browsers.Cookies;

/// <summary>How a former cookie is written in the configuration.</summary>
public sealed class FormerCookieTests
{
    [Fact]
    public void It_has_a_name_a_day_and_what_the_cookie_had()
    {
        var end = new DateTimeOffset(2027, 4, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(new("refreshToken", null, "/", end), FormerCookie.Parse("refreshToken; Until=2027-03-31"));
        Assert.Equal(new("__Secure-refreshToken", "example.com", "/api", end), FormerCookie.Parse("__Secure-refreshToken;domain=.example.com; Path=/api ;UNTIL=2027-03-31"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("refreshToken")]
    [InlineData("refreshToken; Until=")]
    [InlineData("refreshToken; Until=31.03.2027")]
    [InlineData("refreshToken; Until=2027-02-29")]
    [InlineData("refreshToken; Until=9999-12-31")]
    [InlineData("refreshToken; Until=2027-03-31; Until=2028-03-31")]
    [InlineData("refreshToken; Until=2027-03-31; Secure")]
    [InlineData("refreshToken; Until=2027-03-31; Domain=")]
    [InlineData("refreshToken; Until=2027-03-31; Domain=Example.com")]
    [InlineData("refreshToken; Until=2027-03-31; Domain=a b")]
    [InlineData("refreshToken; Until=2027-03-31; Path=api")]
    [InlineData("refreshToken=x; Until=2027-03-31")]
    [InlineData("sid; Until=2027-03-31")]
    [InlineData("__HOST-refreshToken; Until=2027-03-31")]
    public void Nothing_else_is_one(string text) => Assert.Null(FormerCookie.Parse(text));
}
