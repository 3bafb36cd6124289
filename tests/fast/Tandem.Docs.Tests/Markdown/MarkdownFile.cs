using System.Text.RegularExpressions;

namespace Tandem.Docs.Tests.Markdown;

/// <summary>As much of a Markdown file as the tests ask about.</summary>
internal sealed partial class MarkdownFile
{
    private readonly List<string> prose = [];

    private MarkdownFile(string name) => Name = name;

    /// <summary>Relative to the root, with slashes.</summary>
    public string Name { get; }

    public List<CodeBlock> Blocks { get; } = [];

    /// <summary>Texts of the headings, in order, their marks left in.</summary>
    public List<string> Headings { get; } = [];

    /// <summary>Everything but the fenced blocks.</summary>
    public string Prose => string.Join('\n', prose);

    /// <summary>Targets of links and images, as written.</summary>
    public IEnumerable<string> Links => Link().Matches(InlineCode().Replace(Prose, "``"))
        .Select(match => match.Groups.Values.Skip(1).First(group => group.Success).Value);

    /// <summary>The names by which links reach the headings, made as GitHub makes them.</summary>
    public IEnumerable<string> Anchors => Headings
        .Select(heading => NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-'))
        .GroupBy(anchor => anchor)
        .SelectMany(same => same.Select((anchor, index) => index == 0 ? anchor : $"{anchor}-{index}"));

    public static MarkdownFile Read(string name)
    {
        var file = new MarkdownFile(name);
        var lines = File.ReadAllLines(Repository.PathOf(name));
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                file.AddProse(lines[i]);
                continue;
            }

            var end = Array.FindIndex(lines, i + 1, line => line == "```");
            Assert.True(end > 0, $"{name}:{i + 1}: the block is not closed.");
            file.Blocks.Add(new(name, i + 1, lines[i][3..].Trim(), MarkerAbove(lines, i), string.Join('\n', lines[(i + 1)..end])));
            i = end;
        }

        return file;
    }

    /// <summary>All of the repository.</summary>
    public static IReadOnlyList<MarkdownFile> All() => [.. CheckedInFiles.Below(Repository.Root, "*.md")
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)
        .Select(Read)];

    private void AddProse(string line)
    {
        prose.Add(line);
        if (Heading().Match(line) is { Success: true } heading)
            Headings.Add(heading.Groups[1].Value);
    }

    private static string MarkerAbove(string[] lines, int fence) =>
        fence > 0 && Comment().Match(lines[fence - 1]) is { Success: true } comment ? comment.Groups[1].Value : "";

    [GeneratedRegex(@"^#{1,6} (.+?)\s*$")]
    private static partial Regex Heading();

    [GeneratedRegex("^<!-- (.*) -->$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\]\(([^)\s]+)\)|(?:src|href|srcset)=""([^""]+)""")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex InlineCode();

    // Letters, digits, underscores, hyphens and spaces stay.
    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
