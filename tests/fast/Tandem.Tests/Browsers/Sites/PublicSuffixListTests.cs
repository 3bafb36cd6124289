using Tandem.Browsers.Sites;

namespace Tandem.Tests.Browsers.Sites;

/// <summary>URL Standard §3.2, public suffix and registrable domain, after https://github.com/publicsuffix/list/wiki/Format.</summary>
public sealed class PublicSuffixListTests
{
    [Theory]
    [InlineData("crm.example.com", "com", "example.com")]
    [InlineData("example.com", "com", "example.com")]
    [InlineData("com", "com", null)]
    [InlineData("www.example.co.uk", "co.uk", "example.co.uk")]
    [InlineData("co.uk", "co.uk", null)]
    [InlineData("a.very.deep.name.of.many.labels.at.example.org", "org", "example.org")]
    public void The_rule_with_most_labels_counts(string host, string suffix, string? domain) => Answers(host, suffix, domain);

    [Theory]
    [InlineData("a.github.io", "github.io", "a.github.io")]
    [InlineData("www.b.github.io", "github.io", "b.github.io")]
    [InlineData("github.io", "github.io", null)]
    [InlineData("one.azurewebsites.net", "azurewebsites.net", "one.azurewebsites.net")]
    [InlineData("two.azurewebsites.net", "azurewebsites.net", "two.azurewebsites.net")]
    [InlineData("api.up.railway.app", "up.railway.app", "api.up.railway.app")]
    [InlineData("up.railway.app", "up.railway.app", null)]
    [InlineData("crm.vercel.app", "vercel.app", "crm.vercel.app")]
    [InlineData("vercel.app", "vercel.app", null)]
    public void The_private_section_counts_too(string host, string suffix, string? domain) => Answers(host, suffix, domain);

    [Theory]
    [InlineData("a.b.test.ck", "test.ck", "b.test.ck")]
    [InlineData("test.ck", "test.ck", null)]
    [InlineData("ck", "ck", null)]
    [InlineData("a.b.c.kobe.jp", "c.kobe.jp", "b.c.kobe.jp")]
    public void A_wildcard_stands_for_one_label(string host, string suffix, string? domain) => Answers(host, suffix, domain);

    // As Chromium's tests have it (registry_controlled_domain_unittest.cc, TestGetDomainAndRegistry), and publicsuffix/list#2240 says of all.
    [Fact]
    public void The_name_below_a_wildcard_is_a_suffix_too() => Answers("kobe.jp", "kobe.jp", null);

    [Theory]
    [InlineData("www.ck", "ck", "www.ck")]
    [InlineData("a.www.ck", "ck", "www.ck")]
    [InlineData("city.kobe.jp", "kobe.jp", "city.kobe.jp")]
    [InlineData("a.b.city.kobe.jp", "kobe.jp", "city.kobe.jp")]
    public void An_exception_prevails_over_a_wildcard(string host, string suffix, string? domain) => Answers(host, suffix, domain);

    [Theory]
    [InlineData("app.crm.localhost", "localhost", "crm.localhost")]
    [InlineData("api.crm.localhost", "localhost", "crm.localhost")]
    [InlineData("crm.localhost", "localhost", "crm.localhost")]
    [InlineData("localhost", "localhost", null)]
    [InlineData("example.test", "test", "example.test")]
    [InlineData("db_1.internal", "internal", "db_1.internal")]
    public void A_name_without_a_rule_has_its_last_label_for_a_suffix(string host, string suffix, string? domain) =>
        Answers(host, suffix, domain);

    [Theory]
    [InlineData("www.食狮.公司.cn", "xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn")]
    [InlineData("www.xn--85x722f.xn--55qx5d.cn", "xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn")]
    [InlineData("www.Bücher.example", "example", "xn--bcher-kva.example")]
    [InlineData("www.BÜCHER.Example", "example", "xn--bcher-kva.example")]
    [InlineData("中国", "xn--fiqs8s", null)]
    public void International_names_in_either_form_are_answered_in_ASCII(string host, string suffix, string? domain) =>
        Answers(host, suffix, domain);

    [Theory]
    [InlineData("CRM.Example.CO.UK", "co.uk", "example.co.uk")]
    [InlineData("XN--85X722F.XN--55QX5D.cn", "xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn")]
    public void Upper_case_is_answered_in_lower_case(string host, string suffix, string domain) => Answers(host, suffix, domain);

    // URL Standard §3.2: the dot is put back behind the answer, so that the two spellings are two sites.
    [Theory]
    [InlineData("www.example.com.", "com.", "example.com.")]
    [InlineData("com.", "com.", null)]
    [InlineData("a.www.ck.", "ck.", "www.ck.")]
    [InlineData("b.test.ck.", "test.ck.", "b.test.ck.")]
    [InlineData("a.crm.localhost.", "localhost.", "crm.localhost.")]
    public void A_trailing_dot_stays(string host, string suffix, string? domain) => Answers(host, suffix, domain);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1.")]
    [InlineData("1.2.3")]
    [InlineData("example.1")]
    [InlineData("example.0x7f")]
    [InlineData("example.0x")]
    [InlineData("[::1]")]
    [InlineData("[2001:db8::1]")]
    [InlineData("2001:db8::1")]
    public void An_address_is_of_no_domain(string host) => Answers(host, null, null);

    [Theory]
    [InlineData("a.0xyz", "0xyz")]
    [InlineData("a.1a", "1a")]
    public void A_name_is_no_address_for_beginning_like_one(string host, string suffix) => Answers(host, suffix, host);

    [Fact]
    public void Source_and_day_of_the_list_are_known()
    {
        Assert.Matches(@"^tldts \d+\.\d+\.\d+$", PublicSuffixList.Version);
        Assert.InRange(PublicSuffixList.Date, new DateOnly(2026, 11, 19), new DateOnly(2126, 1, 1));
    }

    private static void Answers(string host, string? suffix, string? domain) =>
        Assert.Equal((suffix, domain), (PublicSuffixList.PublicSuffix(host), PublicSuffixList.RegistrableDomain(host)));
}
