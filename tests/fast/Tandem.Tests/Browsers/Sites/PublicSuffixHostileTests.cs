using FsCheck.Fluent;

using Tandem.Browsers.Sites;
using Tandem.Tests.Refresh;

namespace Tandem.Tests.Browsers.Sites;

/// <summary>Hosts that are none: what is sent decides, so nothing throws.</summary>
public sealed class PublicSuffixHostileTests
{
    private static readonly string Label = new('a', 63);

    public static TheoryData<string> NoHosts =>
    [
        "", ".", "..", "...com", ".com", ".example.com", "example..com", "example.com..", "a.\0.com", "example.com\0", "exam ple.com",
        "example.com:443", "https://example.com", "user@example.com", "example.com/", "exa%6Dple.com", "[", "]", "[::1", "a\tb.com", "a\u007F.com",
        "\uD800.com", "a\uDC00", "。", "食狮。。cn", new string('.', 100_000), new string('a', 100_000), new string('食', 100_000),
        new string('食', 253), $"{Label}a.com", $"{Label}.{Label}.{Label}.{Label}", $"{Label}.{Label}.{Label}.{Label}.",
    ];

    [Theory]
    [MemberData(nameof(NoHosts))]
    public void What_is_no_host_is_of_no_domain(string? host)
    {
        Assert.Null(PublicSuffixList.RegistrableDomain(host));
        Assert.Null(PublicSuffixList.PublicSuffix(host));
    }

    [Fact]
    public void Null_is_of_no_domain() => What_is_no_host_is_of_no_domain(null);

    // RFC 1035 §2.3.4: 63 and 253 characters, the trailing dot not counted.
    [Fact]
    public void The_longest_names_are_names()
    {
        var longest = $"{Label}.{Label}.{Label}.{Label[..57]}.com";
        Assert.Equal(253, longest.Length);
        Assert.Equal($"{Label[..57]}.com", PublicSuffixList.RegistrableDomain(longest));
        Assert.Equal($"{Label[..57]}.com.", PublicSuffixList.RegistrableDomain($"{longest}."));
        Assert.Null(PublicSuffixList.RegistrableDomain($"{Label}.{Label}.{Label}.{Label[..58]}.com"));
        Assert.Equal($"{Label}.com", PublicSuffixList.RegistrableDomain($"{Label}.com"));
    }

    [Fact]
    public void Whatever_is_asked_nothing_throws_and_an_answer_is_its_own_answer()
    {
        var parts = Gen.Elements(
            ".", ".", ".", "a", "B", "1", "-", "_", "com", "ck", "www", "kobe.jp", "github.io", "*", "!", "[", ":", "%", "\0", "ü", "食", "\uD83D", "\uFFFF", "\u200B", "xn--");
        var host = parts.ListOf().Select(string.Concat);
        Properties.HoldsFor(host.ToArbitrary(), 10_000, asked =>
        {
            var (suffix, domain) = (PublicSuffixList.PublicSuffix(asked), PublicSuffixList.RegistrableDomain(asked));
            if (domain is null)
                return;
            Assert.EndsWith($".{suffix}", domain, StringComparison.Ordinal);
            Assert.Equal(suffix, PublicSuffixList.PublicSuffix(domain));
            Assert.Equal(domain, PublicSuffixList.RegistrableDomain(domain));
        });
    }
}
