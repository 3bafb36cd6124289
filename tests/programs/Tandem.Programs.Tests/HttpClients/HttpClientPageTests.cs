using System.Text.RegularExpressions;

namespace Tandem.Programs.Tests.HttpClients;

/// <summary>The reference of HTTP clients says what the tests see, and shows the files that they run.</summary>
public sealed partial class HttpClientPageTests
{
    private static readonly string[] Numbers = ["", "once", "twice"];

    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "reference", "http-clients.md"));

    [Fact]
    public void The_tested_rows_are_those_of_the_tests()
    {
        var rows = Row().Matches(Page[Page.IndexOf("## Tested", StringComparison.Ordinal)..Page.IndexOf("### Examples", StringComparison.Ordinal)])
            .Select(row => (row.Groups["client"].Value, row.Groups["sends"].Value)).Where(row => row.Item1 != ".NET CookieContainer");

        Assert.Equal(ScriptedClient.All.Select(client => (client.Name, Numbers[client.Sends])), rows);
    }

    [Fact]
    public void The_examples_are_the_files_that_the_tests_run()
    {
        var examples = Example().Matches(Page);

        Assert.Equal(4, examples.Count);
        Assert.All(examples, example =>
        {
            var file = example.Groups["file"].Value;
            Assert.Contains(ScriptedClient.All, client => client.Script == file);
            Assert.Equal(File.ReadAllText(Repository.PathOf(file)), example.Groups["code"].Value);
        });
    }

    [GeneratedRegex(@"^\| (?<client>[^|]+) \| [^|]+ \| works \| works \| (?<sends>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"<!-- file: (?<file>\S+) -->\n```[a-z]+\n(?<code>.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Example();
}
