using System.Reflection;

using Tandem.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Cors;

namespace Tandem.Tests.Browsers;

/// <summary>Rules are named once, and say where they are from. Their names are relied on: <c>tandem doctor</c> prints them.</summary>
public sealed class BrowserRuleTests
{
    private static readonly IReadOnlyList<BrowserRule> All = [.. CookieRule.All, .. CorsRule.All];

    [Fact]
    public void No_two_have_one_name() => Assert.Equal(All.Count, All.Select(rule => rule.Id).Distinct().Count());

    [Fact]
    public void Names_are_lower_case_with_underscores() => Assert.All(All, rule => Assert.Matches("^[a-z]+(_[a-z]+)*$", rule.Id));

    [Fact]
    public void Each_is_a_sentence_with_a_source() => Assert.All(All, rule =>
    {
        Assert.Matches(@"^\S.{20,}\.$", rule.Text);
        Assert.Matches(@"^(RFC 6265bis §|Fetch Standard |CHIPS|Chrome|Firefox|Safari)", rule.Source);
    });

    [Theory]
    [InlineData(typeof(CookieRule))]
    [InlineData(typeof(CorsRule))]
    public void Each_is_listed(Type rules)
    {
        var fields = rules.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(BrowserRule)).Select(field => field.GetValue(null));
        Assert.Equal(fields, rules == typeof(CookieRule) ? CookieRule.All : CorsRule.All);
    }

    // http-contract, "Command line": the doctor's verdict is by the default settings of all three families.
    [Fact]
    public void The_three_families_are_measured_by_as_installed()
    {
        Assert.Equal([BrowserFamily.Chromium, BrowserFamily.Firefox, BrowserFamily.Safari], BrowserProfile.Defaults.Select(browser => browser.Family));
        Assert.Equal(Situation.AllBrowsers.Values.ToHashSet(), BrowserProfile.Defaults.Concat(BrowserProfile.Others).ToHashSet());
        Assert.Equal(5, BrowserProfile.Defaults.Concat(BrowserProfile.Others).Select(browser => browser.Name).Distinct().Count());
    }

    // browser-facts, "Attributes" and "Cross-site".
    [Fact]
    public void What_the_families_differ_in()
    {
        Assert.Equal("chromium chromium-blocking", Situation.Where(browser => browser.DefaultsToLax));
        Assert.Equal("chromium chromium-blocking", Situation.Where(browser => browser.SchemefulSites));
        Assert.Equal("chromium chromium-blocking firefox", Situation.Where(browser => browser.NoneNeedsSecure));
        Assert.Equal("chromium chromium-blocking firefox", Situation.Where(browser => browser.SecureOnLoopback));
        Assert.Equal("chromium chromium-blocking firefox safari", Situation.Where(browser => browser.KnowsPartitioned));
        Assert.Equal("chromium", Situation.Where(browser => browser.ThirdPartyCookies == ThirdPartyCookies.Allowed));
        Assert.Equal("firefox", Situation.Where(browser => browser.ThirdPartyCookies == ThirdPartyCookies.Partitioned));
    }
}
