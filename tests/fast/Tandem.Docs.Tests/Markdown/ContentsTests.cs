using System.Text.RegularExpressions;

namespace Tandem.Docs.Tests.Markdown;

/// <summary>The tables of contents, one <c>toc.yml</c> in each folder, from which the site is made.</summary>
public sealed partial class ContentsTests
{
    private static readonly string[] Opening = ["- **For:** ", "- **You need:** ", "- **You will have:** "];

    [Fact]
    public void Every_page_of_the_docs_is_in_the_contents_once()
    {
        var pages = MarkdownFile.All().Select(file => file.Name).Where(name => name.StartsWith("docs/", StringComparison.Ordinal));

        Assert.Equal(pages, Entries().Select(entry => entry.Target).Where(target => target.StartsWith("docs/", StringComparison.Ordinal) && target.EndsWith(".md", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_entry_of_the_contents_leads_to_a_file() =>
        Findings.None(Entries().Where(entry => !File.Exists(Repository.PathOf(entry.Target))).Select(entry => $"{entry.Contents}: there is no {entry.Target}"));

    [Fact]
    public void Every_guide_opens_with_what_it_is_for_what_you_need_and_what_you_will_have()
    {
        var guides = MarkdownFile.All().Where(file => Guide().IsMatch(file.Name)).ToList();

        Assert.NotEmpty(guides);
        Findings.None(
            from guide in guides
            let lines = guide.Prose.Split('\n').Skip(2).Take(Opening.Length).ToList()
            where !Opening.Zip(lines, (label, line) => line.StartsWith(label, StringComparison.Ordinal)).All(opens => opens)
            select $"{guide.Name} does not open with {string.Join(", ", Opening)}");
    }

    private static IEnumerable<(string Contents, string Target)> Entries() =>
        from contents in CheckedInFiles.Below(Repository.PathOf("docs"), "toc.yml")
        from Match entry in Entry().Matches(File.ReadAllText(contents))
        select (Relative(contents), Relative(Path.Combine(Path.GetDirectoryName(contents)!, entry.Groups[1].Value)));

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, Path.GetFullPath(path)).Replace('\\', '/');

    [GeneratedRegex("^ *(?:- )?(?:href|topicHref): (.+)$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex("^docs/(guides|start)/")]
    private static partial Regex Guide();
}
