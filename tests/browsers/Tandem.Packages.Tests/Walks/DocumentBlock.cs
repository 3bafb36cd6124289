using System.Text.RegularExpressions;

using Tandem.Processes.Testing;

namespace Tandem.Packages.Tests.Walks;

/// <summary>A fenced block of a page below a comment <c>outside: NAME</c>: what a reader types, or the content of a file.
/// <c>file: PATH outside: NAME</c> says besides that the repository has it at that path.</summary>
/// <param name="Name"><c>shell</c> for commands, <c>run</c> for one that goes on until it is stopped, or the name of a file.</param>
/// <param name="Port">Where that command listens: <c>outside: run 5080</c>.</param>
/// <param name="Text">What stands in the block.</param>
internal sealed partial record DocumentBlock(string Name, string Port, string Text)
{
    /// <summary>The marked blocks of a page, in its order.</summary>
    /// <param name="page">The page, relative to the root.</param>
    /// <param name="without">A section that is left out, where a page offers two ways.</param>
    /// <param name="only">The one section that is read.</param>
    /// <param name="before">The section at which the reader stops.</param>
    public static IReadOnlyList<DocumentBlock> Of(string page, string without = "", string only = "", string before = "")
    {
        var text = File.ReadAllText(Repository.PathOf(page));
        if (only.Length > 0)
            text = SectionOf(page, text, only).Value;
        if (before.Length > 0)
            text = text[..SectionOf(page, text, before).Index];
        if (without.Length > 0)
            text = text.Replace(SectionOf(page, text, without).Value, "", StringComparison.Ordinal);

        return [.. Marked().Matches(text).Select(match => new DocumentBlock(match.Groups["name"].Value, match.Groups["port"].Value, match.Groups["text"].Value))];
    }

    /// <summary>The commands in it, each with the lines that continue it.</summary>
    public IEnumerable<string> Commands => Name is "shell" or "run" ? Command().Matches(Text).Select(match => match.Value) : [];

    private static Match SectionOf(string page, string text, string heading)
    {
        var section = Regex.Match(text, $@"^##+ {Regex.Escape(heading)}\n.*?(?=^##|\z)", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(section.Success, $"{page} has no section '{heading}'.");
        return section;
    }

    [GeneratedRegex(@"^<!-- (?:file: \S+ )?outside: (?<name>\S+)(?: (?<port>\d+))? -->\n```\w+\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"(?:.*\\\n)*.+\n")]
    private static partial Regex Command();
}
