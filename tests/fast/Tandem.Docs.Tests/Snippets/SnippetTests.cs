using System.Text.RegularExpressions;

using Tandem.Docs.Tests.Markdown;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>
/// C# in the docs is compiled: each block marked <c>compiled</c> stands, line by line, in a region of this folder, which the compiler
/// reads with the rest of the tests, or of the same folder of the tests of the test kit, which run it.
/// </summary>
public sealed partial class SnippetTests
{
    private static readonly string[] Folders = ["tests/fast/Tandem.Docs.Tests/Snippets", "tests/fast/Tandem.Testing.Tests/Snippets"];

    [Fact]
    public void Every_block_marked_compiled_is_a_region_that_the_compiler_reads()
    {
        var regions = Regions();

        Findings.None(Compiled()
            .Where(block => !regions.ContainsKey(block.Text))
            .Select(block => $"{block.Place} is in no region of {string.Join(" or ", Folders)}:\n{block.Text}"));
    }

    [Fact]
    public void Every_region_is_shown_somewhere()
    {
        var shown = Compiled().Select(block => block.Text).ToHashSet();

        Findings.None(Regions().Where(region => !shown.Contains(region.Key)).Select(region => $"{region.Value} is shown on no page"));
    }

    [Fact]
    public void Every_block_of_CSharp_is_compiled_or_run_by_some_test()
    {
        var unproved = MarkdownFile.All().SelectMany(file => file.Blocks)
            .Where(block => block is { Language: "csharp", Marker: not "compiled" })
            .Where(block => !block.Marker.StartsWith("outside:", StringComparison.Ordinal));

        Findings.None(unproved.Select(block => block.Place));
    }

    [Fact]
    public void A_packages_page_shows_the_program_of_the_first_page()
    {
        var run = MarkdownFile.Read("README.md").Blocks.Where(block => block.Language == "csharp").Select(block => block.Text).ToHashSet();

        Findings.None(MarkdownFile.All().Where(file => file.Name.StartsWith("src/", StringComparison.Ordinal)).SelectMany(file => file.Blocks)
            .Where(block => block.Marker.StartsWith("outside:", StringComparison.Ordinal) && !run.Contains(block.Text))
            .Select(block => block.Place));
    }

    private static IEnumerable<CodeBlock> Compiled() =>
        MarkdownFile.All().SelectMany(file => file.Blocks).Where(block => block is { Language: "csharp", Marker: "compiled" });

    /// <summary>Texts of all regions, their indentation removed, with where they stand.</summary>
    private static Dictionary<string, string> Regions() => Folders.SelectMany(folder => CheckedInFiles.Below(Repository.PathOf(folder), "*.cs"))
        .SelectMany(file => Region().Matches(File.ReadAllText(file).ReplaceLineEndings("\n"))
            .Select(match => (Text: Dedent(match.Groups["text"].Value), Place: $"{Path.GetFileName(file)}: {match.Groups["name"].Value}")))
        .ToDictionary(region => region.Text, region => region.Place);

    private static string Dedent(string text)
    {
        var lines = text.TrimEnd().Split('\n');
        var indentation = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indentation..] : line));
    }

    [GeneratedRegex(@"^ *#region (?<name>.+)\n(?<text>(?:.*\n)*?) *#endregion", RegexOptions.Multiline)]
    private static partial Regex Region();
}
