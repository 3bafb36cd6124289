using Tandem.Browsers.Cookies;

namespace Tandem.Tests.Browsers.Cookies;

/// <summary>The <c>Cookie</c> header, byte for byte. D10, CVE-2020-1045.</summary>
[Trait("requirement", "D10")]
public sealed class CookieHeaderTests
{
    [Theory]
    [InlineData("refreshToken=a", "a")]
    [InlineData("x=1; refreshToken=a; y=2", "a")]
    [InlineData("x=1;refreshToken=a;y=2", "a")]
    [InlineData("  refreshToken=a  ", "a")]
    [InlineData("refreshToken=a; refreshToken=b; x=c; refreshToken=d", "a|b|d")]
    [InlineData("refreshToken=", "")]
    [InlineData("refreshToken==a=", "=a=")]
    [InlineData("refreshToken=\"a\"", "a")]
    [InlineData("$Version=\"1\"; refreshToken=\"a\";$Path=\"/\";$Domain=\"example.com\"", "a")]
    [InlineData("refreshToken=\"\"", "")]
    [InlineData("refreshToken=\"", "\"")]
    [InlineData("refreshToken=\"a", "\"a")]
    [InlineData("refreshToken=\"\"a\"\"", "\"a\"")]
    [InlineData("refreshToken=%41", "%41")]
    [InlineData("refreshToken=a;", "a")]
    [InlineData(";;refreshToken=a", "a")]
    [InlineData("=x; refreshToken=a", "a")]
    [InlineData("refreshToken; refreshToken=a", "a")]
    [InlineData("r=1; refreshToken=a", "a")]
    public void Every_cookie_of_the_name_is_read(string header, string values) => Assert.Equal(values.Split('|'), Read(header));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("=a")]
    [InlineData("refreshToken")]
    [InlineData("refreshtoken=a")]
    [InlineData("refreshToken =a")]
    [InlineData("\trefreshToken=a")]
    [InlineData("xrefreshToken=a; refreshTokens=b")]
    [InlineData("__Host-refreshToken=a; __Secure-refreshToken=b")]
    [InlineData("REFRESHTOKEN=a; RefreshToken=b")]
    [InlineData("__%48ost-refreshToken=a; %72efreshToken=b")]
    [InlineData("x=refreshToken=a")]
    [InlineData("x=\"; refreshToken\"")]
    public void Nothing_else_is(string? header) => Assert.Empty(Read(header));

    [Fact]
    public void A_name_and_a_place_for_the_values_are_needed()
    {
        Assert.Throws<ArgumentNullException>(() => CookieHeader.Read("", null!, []));
        Assert.Throws<ArgumentNullException>(() => CookieHeader.Read("", "refreshToken", null!));
    }

    private static List<string> Read(string? header)
    {
        var values = new List<string>();
        CookieHeader.Read(header, RefreshCookie.BaseName, values);
        return values;
    }
}
