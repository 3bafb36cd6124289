using System.Net;
using System.Text.RegularExpressions;

using Tandem.Docs.Tests.Markdown;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>Examples in XML documentation are those of the pages, which are compiled.</summary>
public sealed partial class XmlExampleTests
{
    [Fact]
    public void Every_example_in_XML_documentation_is_a_compiled_block_of_some_page()
    {
        var compiled = MarkdownFile.All().SelectMany(file => file.Blocks).Where(block => block.Marker == "compiled").Select(block => block.Text).ToHashSet();
        var examples = CheckedInFiles.Below(Repository.PathOf("src"), "*.cs")
            .SelectMany(file => Example().Matches(File.ReadAllText(file).ReplaceLineEndings("\n")), (file, match) => (File: Path.GetFileName(file), Text: Code(match)))
            .ToList();

        Assert.NotEmpty(examples);
        Findings.None(examples.Where(example => !compiled.Contains(example.Text)).Select(example => $"{example.File}:\n{example.Text}"));
    }

    private static string Code(Match match) =>
        WebUtility.HtmlDecode(Slashes().Replace(match.Groups["text"].Value, "").TrimEnd());

    [GeneratedRegex(@"/// <code>\n(?<text>(?: *///.*\n)*?) */// </code>")]
    private static partial Regex Example();

    [GeneratedRegex("^ *///( |$)", RegexOptions.Multiline)]
    private static partial Regex Slashes();
}
