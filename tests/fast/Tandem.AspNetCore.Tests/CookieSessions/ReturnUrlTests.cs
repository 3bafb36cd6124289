using Tandem.AspNetCore.CookieSessions;

namespace Tandem.AspNetCore.Tests.CookieSessions;

/// <summary>Where a sign-in may lead: to this host and nowhere else. OWASP Unvalidated Redirects; URL Standard §4.4.</summary>
public sealed class ReturnUrlTests
{
    public static TheoryData<string?> Elsewhere =>
    [
        (string?)null, "", " ", "orders", "./orders", "../orders", "?a=1", "#a",
        "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\\/evil.example", "/a\\b",
        "https:evil.example", "https:/evil.example", "https://evil.example", "HTTPS://evil.example", "http:evil.example", "//evil.example:80/%2f..",
        "javascript:alert(1)", "data:text/html,x", "//evil%00.example", "//user@evil.example", "/@evil.example\t", "mailto:a@b",
        "/%2fevil.example", "/%2Fevil.example", "/%5cevil.example", "/%5Cevil.example", "/%252fevil.example", "/%25252fevil.example", "%2f%2fevil.example", "/%09/evil.example", "/%0d%0aSet-Cookie:x=1", "/%00",
        "/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "\t//evil.example", " //evil.example", "/ /evil.example", "/\u0000", "/a\u007f",
        "/a\r\nSet-Cookie: session=x", "/ä", "/\u2028", "/\uFF0Fevil.example", "/\ud800", "\u00a0//evil.example", "/\u202e",
        "/" + new string('a', ReturnUrl.MaximumLength),
    ];

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public void Whatever_is_no_plain_path_of_this_host_becomes_the_home_page(string? address)
    {
        Assert.False(ReturnUrl.IsLocal(address));
        Assert.Equal("/", ReturnUrl.OrHome(address));
        Assert.Equal("/orders", ReturnUrl.OrHome(address, "/orders"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/orders")]
    [InlineData("/orders/7?page=2&sort=-at#top")]
    [InlineData("/orders?next=https://evil.example//x")]
    [InlineData("/orders?q=%2F%2Fevil%0a")]
    [InlineData("/a//b")]
    [InlineData("/caf%C3%A9/%20")]
    [InlineData("/100%")]
    [InlineData("/~ada/;v=1,@:!$&'()*+")]
    public void A_path_of_this_host_is_taken_as_it_stands(string address)
    {
        Assert.Equal(address, ReturnUrl.OrHome(address));
        Assert.Equal("this.example", new Uri(new Uri("https://this.example/signin"), address).Host);
    }

    [Fact]
    public void The_longest_is_taken() => Assert.True(ReturnUrl.IsLocal("/" + new string('a', ReturnUrl.MaximumLength - 1)));
}
