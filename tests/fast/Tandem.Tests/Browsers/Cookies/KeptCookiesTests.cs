using Tandem.Browsers.Cookies;

namespace Tandem.Tests.Browsers.Cookies;

/// <summary>What browsers keep of what they are told to. RFC 6265bis §5.7.</summary>
public sealed class KeptCookiesTests
{
    private static readonly DateTimeOffset Now = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

    [Theory]
    [InlineData("a=1", "a=1")]
    [InlineData("a=1 | a=2", "a=2")]
    [InlineData("a=1 | a=; Max-Age=0", "")]
    [InlineData("a=1 | a=; Max-Age=-5", "")]
    [InlineData("a=1 | a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "")]
    [InlineData("a=1 | a=; Expires=Tue, 06 May 2031 07:08:09 GMT", "")]
    [InlineData("a=1 | a=2; Expires=Tue, 06 May 2031 07:08:10 GMT", "a=2")]
    // Max-Age counts before Expires, wherever it stands.
    [InlineData("a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "a=1")]
    [InlineData("a=1; Max-Age=0; Expires=Tue, 06 May 2036 07:08:09 GMT", "")]
    // What is no number is as if it were not there.
    [InlineData("a=1; Max-Age=never; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "")]
    [InlineData("a=1; Max-Age=0.5", "a=1")]
    [InlineData("a=1; Max-Age=", "a=1")]
    [InlineData("a=1; Expires=yesterday", "a=1")]
    // An empty value is a value.
    [InlineData("a=1 | a=", "a=")]
    // Another domain, path or partition is another cookie.
    [InlineData("a=1; Path=/ | a=; Path=/api; Max-Age=0", "a=1")]
    [InlineData("a=1 | a=; Path=/api/auth; Max-Age=0", "")]
    [InlineData("a=1; Domain=example.com | a=; Max-Age=0", "a=1")]
    [InlineData("a=1; Partitioned | a=; Max-Age=0", "a=1")]
    [InlineData("a=1; Domain=.example.com | a=; Domain=EXAMPLE.com; Max-Age=0", "")]
    [InlineData("a=; Max-Age=0 | b=2 | a=3", "b=2 a=3")]
    public void The_last_one_of_a_place_counts_and_a_dead_one_removes_it(string set, string kept)
    {
        var cookies = KeptCookies.Of(set.Split(" | ").Select(text => SetCookieHeader.Parse(text)!), "/api/auth/login", Now);

        Assert.Equal(kept, string.Join(' ', cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
    }

    [Fact]
    public void A_life_beyond_all_bounds_is_the_longest_there_is()
    {
        Assert.Equal(TimeSpan.FromDays(400), SetCookieHeader.Parse("a=1; Max-Age=99999999999999999999")!.LifeAt(Now));
        Assert.True(SetCookieHeader.Parse("a=1; Max-Age=-99999999999999999999")!.IsDeadAt(Now));
        Assert.Null(SetCookieHeader.Parse("a=1")!.LifeAt(Now));
        Assert.Throws<ArgumentNullException>(() => KeptCookies.Of(null!, "/", Now));
    }
}
