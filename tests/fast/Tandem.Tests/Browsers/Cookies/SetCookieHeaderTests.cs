using System.Globalization;

using FsCheck.Fluent;

using Tandem.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Tests.Refresh;

namespace Tandem.Tests.Browsers.Cookies;

/// <summary>How browsers read <c>Set-Cookie</c>: RFC 6265bis §5.6.</summary>
public sealed class SetCookieHeaderTests
{
    // §5.6, set-cookie-string, steps 2 to 4: up to the first semicolon, split at the first equals sign, SP and HTAB cut off at the ends.
    [Theory]
    [InlineData("a=b", "a=b")]
    [InlineData("a=", "a=")]
    [InlineData("a=b=c", "a=b=c")]
    [InlineData("a==b", "a==b")]
    [InlineData(" \ta \t=\t b \t", "a=b")]
    [InlineData("a b=c d", "a b=c d")]
    [InlineData("a\tb=c\td", "a\tb=c\td")]
    [InlineData("a=\"b\"", "a=\"b\"")]
    [InlineData("a=\"b; Secure\"", "a=\"b")]
    [InlineData("a=%41", "a=%41")]
    [InlineData("a=b, c=d", "a=b, c=d")]
    [InlineData("a=b\u00A0", "a=b\u00A0")]
    [InlineData("A=b", "A=b")]
    [InlineData("=b", "=b")]
    [InlineData("b", "=b")]
    [InlineData("b; Secure", "=b|Secure")]
    [InlineData("==b", "==b")]
    public void Name_and_value_are_taken_as_they_stand(string header, string expected) => Reads(header, expected);

    // §5.6, unparsed-attributes: names in any case, in any order, values cut off at the ends; unknown ones and empty ones do not matter.
    [Theory]
    [InlineData("a=b; SECURE; httponly; pArTiTiOnEd", "a=b|Secure|HttpOnly|Partitioned")]
    [InlineData("a=b;Partitioned;HttpOnly;Secure", "a=b|Secure|HttpOnly|Partitioned")]
    [InlineData("a=b ; \t Secure \t ;", "a=b|Secure")]
    [InlineData("a=b;;; ;Secure", "a=b|Secure")]
    [InlineData("a=b; Secure=false; HttpOnly=0; Partitioned=no", "a=b|Secure|HttpOnly|Partitioned")]
    [InlineData("a=b; SecureX; XSecure; Sec ure; Version=1; Priority=High", "a=b")]
    [InlineData("a=b; =Secure; =", "a=b")]
    [InlineData("a=b; \u017Fecure", "a=b")]
    [InlineData("a=b; \u00A0Secure", "a=b")]
    [InlineData("a=b, Secure", "a=b, Secure")]
    public void Attributes_are_known_by_name_alone(string header, string expected) => Reads(header, expected);

    // §5.6.3: one leading dot is dropped, ASCII letters are lowered; §5.7, step 7: the last one counts, an empty one means none.
    [Theory]
    [InlineData("Domain=example.com", "|Domain=example.com")]
    [InlineData("Domain=.example.com", "|Domain=example.com")]
    [InlineData("Domain=..example.com", "|Domain=.example.com")]
    [InlineData("Domain = EXAMPLE.com ", "|Domain=example.com")]
    [InlineData("Domain=example.com.", "|Domain=example.com.")]
    [InlineData("Domain=\u212Aelvin.example", "|Domain=\u212Aelvin.example")]
    [InlineData("Domain=a.com; Domain=b.com", "|Domain=b.com")]
    [InlineData("Domain=a.com; Domain=", "")]
    [InlineData("Domain=a.com; Domain=.", "")]
    [InlineData("Domain", "")]
    public void Domain(string attributes, string expected) => Reads($"a=b; {attributes}", $"a=b{expected}");

    // §5.6.4: without a slash in front it is the default path; §5.7, step 11: the last one counts.
    [Theory]
    [InlineData("Path=/", "|Path=/")]
    [InlineData("Path=/Api/", "|Path=/Api/")]
    [InlineData("Path=/a b", "|Path=/a b")]
    [InlineData("Path=api", "")]
    [InlineData("Path=", "")]
    [InlineData("Path=\"/\"", "")]
    [InlineData("Path=/a; Path=/b", "|Path=/b")]
    [InlineData("Path=/a; Path=b", "")]
    public void Path(string attributes, string expected) => Reads($"a=b; {attributes}", $"a=b{expected}");

    // §5.6.7: three words in any case, everything else is "Default"; §5.7, step 17: the last one counts.
    [Theory]
    [InlineData("SameSite=None", "|SameSite=None")]
    [InlineData("SameSite=lax", "|SameSite=Lax")]
    [InlineData("samesite= STRICT ", "|SameSite=Strict")]
    [InlineData("SameSite", "")]
    [InlineData("SameSite=", "")]
    [InlineData("SameSite=Strictt", "")]
    [InlineData("SameSite=\"Lax\"", "")]
    [InlineData("SameSite=1", "")]
    [InlineData("SameSite=Lax; SameSite=None", "|SameSite=None")]
    [InlineData("SameSite=Strict; SameSite=bogus", "")]
    public void SameSite_words(string attributes, string expected) => Reads($"a=b; {attributes}", $"a=b{expected}");

    // §5.6.2: digits, a minus before them at most; otherwise as if it were not there.
    [Theory]
    [InlineData("Max-Age=604800", "604800")]
    [InlineData("max-age=0", "0")]
    [InlineData("Max-Age=-1", "-1")]
    [InlineData("Max-Age=007", "7")]
    [InlineData("Max-Age=9223372036854775808", "9223372036854775807")]
    [InlineData("Max-Age=99999999999999999999999999", "9223372036854775807")]
    [InlineData("Max-Age=-99999999999999999999999999", "-9223372036854775808")]
    [InlineData("Max-Age=", "")]
    [InlineData("Max-Age", "")]
    [InlineData("Max-Age=-", "")]
    [InlineData("Max-Age=+5", "")]
    [InlineData("Max-Age=--5", "")]
    [InlineData("Max-Age=5.0", "")]
    [InlineData("Max-Age=1e3", "")]
    [InlineData("Max-Age=50,399", "")]
    [InlineData("Max-Age=5 0", "")]
    [InlineData("Max-Age=\"5\"", "")]
    [InlineData("Max-Age=\u0665", "")]
    [InlineData("Max-Age=5; Max-Age=7", "7")]
    [InlineData("Max-Age=5; Max-Age=x", "5")]
    public void Max_Age(string attributes, string expected) =>
        Assert.Equal(expected, Situation.Cookie($"a=b; {attributes}").MaxAge?.ToString(CultureInfo.InvariantCulture) ?? "");

    // §5.1.1, cookie-date; §5.6.1: what is none is as if it were not there. The weekday is never looked at (web-platform-tests, expires.html).
    [Theory]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00")]
    [InlineData("Fri, 07 Aug 2007 08:04:19 GMT", "2007-08-07T08:04:19")]
    [InlineData("Fri 01 Jan 2038 00:00:00 GMT, baz=qux", "2038-01-01T00:00:00")]
    [InlineData("Wednesday, 09-Nov-99 23:12:40 GMT", "1999-11-09T23:12:40")]
    [InlineData("09-Nov-70 23:12:40", "1970-11-09T23:12:40")]
    [InlineData("09-Nov-69 23:12:40", "2069-11-09T23:12:40")]
    [InlineData("09-Nov-00 23:12:40", "2000-11-09T23:12:40")]
    [InlineData("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37")]
    [InlineData("06 November 1994 08:49:37 +0200", "1994-11-06T08:49:37")]
    [InlineData("\"6 nov 1994 8:4:7\"", "1994-11-06T08:04:07")]
    [InlineData("08:49:37 94 6 NOV", "")]
    [InlineData("08:49:37 6 1994 NOV", "1994-11-06T08:49:37")]
    [InlineData("6th Nov 1994AD 08:49:37pm", "1994-11-06T08:49:37")]
    [InlineData("31 Dec 9999 23:59:59", "9999-12-31T23:59:59")]
    [InlineData("01 Jan 1601 00:00:00", "1601-01-01T00:00:00")]
    [InlineData("29 Feb 2028 00:00:00", "2028-02-29T00:00:00")]
    [InlineData("29 Feb 2027 00:00:00", "")]
    [InlineData("31 Dec 1600 23:59:59", "")]
    [InlineData("00 Jan 2030 00:00:00", "")]
    [InlineData("32 Jan 2030 00:00:00", "")]
    [InlineData("01 Jan 2030 24:00:00", "")]
    [InlineData("01 Jan 2030 23:60:00", "")]
    [InlineData("01 Jan 2030 23:59:60", "")]
    [InlineData("01 Jan 2030 23:59", "")]
    [InlineData("01 Jan 2030 123:59:00", "")]
    [InlineData("01 Jan 2030 23:59:001", "")]
    [InlineData("01 Jan 20301 00:00:00", "")]
    [InlineData("01 Jan 5 00:00:00", "")]
    [InlineData("2030-01-01T00:00:00Z", "")]
    [InlineData("01 Foo 2030 00:00:00", "")]
    [InlineData("01 Jan 00:00:00", "")]
    [InlineData("Jan 2030 00:00:00", "")]
    [InlineData("0", "")]
    [InlineData("", "")]
    public void Expires(string value, string expected) =>
        Assert.Equal(expected, Situation.Cookie($"a=b; Expires={value}").Expires?.ToString("s", CultureInfo.InvariantCulture) ?? "");

    [Fact]
    public void Of_two_dates_the_last_that_is_one_counts() =>
        Assert.Equal(2031, Situation.Cookie("a=b; Expires=1 Jan 2030 00:00:00; Expires=1 Jan 2031 00:00:00; Expires=never").Expires?.Year);

    // §5.6, step 1 (CTL but HTAB anywhere), and §5.7, step 2 (neither name nor value).
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("=")]
    [InlineData(" = \t")]
    [InlineData("; Secure")]
    [InlineData("=; Secure")]
    [InlineData("a=b\0")]
    [InlineData("a=b; Path=/\u0001")]
    [InlineData("a=b; Nothing=\u001F")]
    [InlineData("\na=b")]
    [InlineData("a=b\r\nSet-Cookie: c=d")]
    [InlineData("a=\u007Fb")]
    public void What_browsers_ignore_altogether_is_no_cookie(string header) => Assert.Null(SetCookieHeader.Parse(header));

    // §5.6, step 6 of the attributes: 1,024 octets and no more.
    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void A_value_of_an_attribute_is_ignored_beyond_1024(int length, bool read)
    {
        var path = "/" + new string('a', length - 1);
        var cookie = Situation.Cookie($"a=b; Path=/first; Domain=first.example; Path={path}; Secure={new string('x', length)}");

        Assert.Equal((read ? path : "/first", read), (cookie.Path, cookie.Secure));
        Assert.Equal("first.example", cookie.Domain);
        Assert.Equal(read ? path : null, Situation.Cookie($"a=b; Path=  {path}  ").Path);
    }

    // §5.6, step 5: 4,096 octets for the two.
    [Theory]
    [InlineData("a", 4095, false)]
    [InlineData("a", 4096, true)]
    [InlineData("", 4096, false)]
    [InlineData("", 4097, true)]
    public void Name_and_value_have_4096_together(string name, int value, bool tooLong)
    {
        var cookie = Situation.Cookie($"{name}={new string('v', value)}; Path=/; Secure; Domain=example.com");
        Assert.Equal(tooLong, cookie.IsTooLong);
        Assert.Equal(tooLong, BrowserProfile.Chromium.Refusals(cookie, Situation.At("https://example.com")).Contains(CookieRule.TooLong));
    }

    [Fact]
    public void A_header_is_needed() => Assert.Throws<ArgumentNullException>(() => SetCookieHeader.Parse(null!));

    [Fact]
    public void Whatever_is_sent_nothing_throws_and_every_rule_can_be_asked()
    {
        var parts = Gen.Elements(
            "a", "=", ";", "; ", " ", "\t", "\0", "\u007F", ".", "..", "/", "-", "99999999999999999999", "__Host-", "__secure-", "Domain", "Domain=",
            "Path=", "Path=/", "Max-Age=", "Expires=", "01 Jan 2030 00:00:00", "SameSite=None", "Secure", "Partitioned", "com", "example.com", "[::1]", "1.2.3.4",
            "ü", "食", "\uD83D", "\uFFFF", "\u212A", "\u0130", "xn--");
        var origins = new[] { "https://api.example.com", "http://localhost:5080", "https://[::1]", "http://1.2.3.4" };
        Properties.HoldsFor(parts.ListOf().Select(string.Concat).ToArbitrary(), 10_000, header =>
        {
            if (SetCookieHeader.Parse(header) is not { } cookie)
                return;
            foreach (var origin in origins)
            {
                var request = Situation.Request("https://crm.example.com", "fetch POST", $"{origin}/api/auth/refresh");
                foreach (var browser in Situation.AllBrowsers.Values)
                {
                    Assert.True(browser.Stores(cookie, request).Happens || browser.Refusals(cookie, request.Target).Any() || !request.IsSameSite(browser.SchemefulSites));
                    _ = browser.Sends(browser.Keep(cookie, request), request);
                }
            }
        });
    }

    // What Tandem sets is what browsers read.
    [Fact]
    public void The_refresh_cookie_comes_back_as_it_was_written() => Assert.Equal(
        "__Secure-refreshToken=token|Domain=example.com|Path=/api/auth|Secure|HttpOnly|Partitioned|SameSite=None",
        Words(new RefreshCookie("__Secure-refreshToken", "/api/auth", "example.com", Secure: true, SameSite.None, Partitioned: true).ToHeader()));

    private static void Reads(string header, string expected) => Assert.Equal(expected, Words(Situation.Cookie(header)));

    private static string Words(SetCookieHeader cookie) => string.Concat(
        $"{cookie.Name}={cookie.Value}",
        cookie.Domain is null ? "" : $"|Domain={cookie.Domain}",
        cookie.Path is null ? "" : $"|Path={cookie.Path}",
        cookie.Secure ? "|Secure" : "",
        cookie.HttpOnly ? "|HttpOnly" : "",
        cookie.Partitioned ? "|Partitioned" : "",
        cookie.SameSite is SameSite.Unspecified ? "" : $"|SameSite={cookie.SameSite}");
}
