using System.Text.RegularExpressions;

using Tandem.Browsers.Doctor;
using Tandem.Docs.Tests.Markdown;
using Tandem.Server.Doctor.Live;

namespace Tandem.Docs.Tests.Reference;

/// <summary>The doctor points to a place in the guide for each finding, and the server for each cause it tells.</summary>
public sealed partial class DoctorGuideTests
{
    private const string Guide = "docs/guides/cookie-does-not-arrive.md";

    private static readonly string[] Words = ["*Symptom:*", "*Cause:*", "*Cure:*"];

    [Fact]
    public void Every_finding_and_every_cause_has_its_place_in_the_guide_and_the_guide_has_no_others()
    {
        var documented = MarkdownFile.Read(Guide).Anchors.Where(anchor => Id().IsMatch(anchor));

        var told = SetupRule.All.Concat(LiveRule.All).Select(rule => rule.Id).Concat(MissingCookie.Causes).Distinct();
        Assert.Equal(told.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_place_says_symptom_cause_and_cure()
    {
        var places = MarkdownFile.Read(Guide).Prose.Split("\n### ").Skip(1).ToList();

        Assert.NotEmpty(places);
        Findings.None(
            from place in places
            from word in Words
            where !place.Contains(word, StringComparison.Ordinal)
            select $"{place.Split('\n')[0]}: no {word}");
    }

    [GeneratedRegex("^[a-z]+(_[a-z]+)*$")]
    private static partial Regex Id();
}
