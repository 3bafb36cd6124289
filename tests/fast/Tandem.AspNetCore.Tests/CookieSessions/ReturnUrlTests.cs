using System.Text.Json;

using Tandem.AspNetCore.CookieSessions;
using Tandem.Processes.Testing;

namespace Tandem.AspNetCore.Tests.CookieSessions;

/// <summary>
/// Where a sign-in may lead: to this host and nowhere else. OWASP Unvalidated Redirects; URL Standard §4.4. The table is also that of the npm
/// client's <c>safeReturnTo</c>.
/// </summary>
public sealed class ReturnUrlTests
{
    private static readonly Table Addresses =
        JsonSerializer.Deserialize<Table>(File.ReadAllText(Repository.PathOf("tests", "support", "return-addresses.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string?> Elsewhere =>
    [
        .. Addresses.Refused,
        // What the npm client resolves, this one does not take: it hands on what it was given, as it stands.
        (string?)null, " ", "orders", "./orders", "../orders", "?a=1", "#a", "https:evil.example", "https:/evil.example", "http:evil.example", "https://this.example/orders",
        "/a/b/..//c", "/a//../b", "/a//.", "/%2f/../evil.example", "\u00a0//evil.example",
        "/@evil.example\t", "/ /evil.example", "/ä", "/\u2028", "/\uFF0Fevil.example", "/\ud800", "/\u202e", "/%C2%85",
    ];

    public static TheoryData<string> Here => [.. Addresses.Accepted.Keys, "/..%2fb", "/.%2fb", "/a/b%2f..%2fc"];

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public void Whatever_is_no_plain_path_of_this_host_becomes_the_home_page(string? address)
    {
        Assert.False(ReturnUrl.IsLocal(address));
        Assert.Equal("/", ReturnUrl.OrHome(address));
        Assert.Equal("/orders", ReturnUrl.OrHome(address, "/orders"));
    }

    [Theory]
    [MemberData(nameof(Here))]
    public void A_path_of_this_host_is_taken_as_it_stands(string address)
    {
        Assert.Equal(address, ReturnUrl.OrHome(address));
        Assert.Equal("this.example", new Uri(new Uri("https://this.example/signin"), address).Host);
    }

    [Fact]
    public void No_mixture_of_dots_slashes_and_their_codes_resolves_to_two_slashes_whoever_decodes_it()
    {
        string[] parts = ["/", "\\", ".", "..", "%2e", "%2f", "%5c", "%25", "2e", "2f", "a"];
        var mixtures =
            from one in parts
            from two in parts
            from three in parts
            from four in parts
            from five in parts
            select $"/{one}{two}{three}{four}{five}/evil.example";
        var taken = mixtures.Where(ReturnUrl.IsLocal).ToList();

        Assert.NotEmpty(taken);
        Assert.All(taken, address =>
        {
            for (var (path, decoded) = ("", address); path != decoded; (path, decoded) = (decoded, Uri.UnescapeDataString(decoded)))
                Assert.False(Resolved(decoded).StartsWith("//", StringComparison.Ordinal), address);
            for (var (path, decoded) = ("", Resolved(address)); path != decoded; (path, decoded) = (decoded, Resolved(Uri.UnescapeDataString(decoded))))
                Assert.False(decoded.StartsWith("//", StringComparison.Ordinal), address);
        });

        static string Resolved(string path) => new Uri("https://this.example" + path).AbsolutePath;
    }

    [Fact]
    public void The_longest_is_taken_and_no_longer_one()
    {
        var longest = "/" + new string('a', ReturnUrl.MaximumLength - 1);
        Assert.True(ReturnUrl.IsLocal(longest));
        Assert.False(ReturnUrl.IsLocal(longest + "a"));
    }

    private sealed record Table(Dictionary<string, string> Accepted, string[] Refused);
}
