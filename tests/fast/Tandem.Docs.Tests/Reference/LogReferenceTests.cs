using System.Text.RegularExpressions;

using Tandem.Docs.Tests.Markdown;

namespace Tandem.Docs.Tests.Reference;

/// <summary>The ids of the server's log lines, by which operators search and alert: each says one thing, and the guide lists it.</summary>
public sealed partial class LogReferenceTests
{
    private const string Guide = "docs/guides/operations.md";

    private static readonly string[] Servers = ["Tandem.AspNetCore", "Tandem.Server"];

    // From there on they are told where their cause is explained: in the guides of resource servers and of the refresh cookie.
    private const int ExplainedElsewhere = 1200;

    [Fact]
    public void Every_id_is_used_once()
    {
        var used = Used();

        Assert.NotEmpty(used);
        Assert.Equal(used.Distinct().Order(), used.Order());
    }

    [Fact]
    public void The_guide_lists_those_of_the_server_and_no_others()
    {
        var listed = MarkdownFile.Read(Guide).Prose.Split('\n').Where(line => Row().IsMatch(line))
            .SelectMany(line => Id().Matches(line.Split('|')[1])).Select(id => int.Parse(id.Value, null));

        Assert.Equal(Used().Where(id => id < ExplainedElsewhere).Order(), listed.Order());
    }

    private static List<int> Used() =>
    [
        .. from folder in Servers
           from file in CheckedInFiles.Below(Repository.PathOf("src", folder), "*.cs")
           from Match line in Line().Matches(File.ReadAllText(file))
           select int.Parse(line.Groups[1].Value, null),
    ];

    [GeneratedRegex(@"\[LoggerMessage\((\d+)")]
    private static partial Regex Line();

    [GeneratedRegex(@"^\| \d{4}[ ,]")]
    private static partial Regex Row();

    [GeneratedRegex(@"\d{4}")]
    private static partial Regex Id();
}
