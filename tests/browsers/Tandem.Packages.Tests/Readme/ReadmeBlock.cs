using System.Text.RegularExpressions;

using Tandem.Processes.Testing;

namespace Tandem.Packages.Tests.Readme;

/// <summary>A fenced block of the README below a comment <c>outside: NAME</c>: shell lines, or a file's content.</summary>
/// <param name="Name"><c>shell</c>, or the file's name.</param>
/// <param name="Text">What stands in the block.</param>
internal sealed partial record ReadmeBlock(string Name, string Text)
{
    public static IReadOnlyList<ReadmeBlock> All() =>
    [
        .. Marked().Matches(File.ReadAllText(Repository.PathOf("README.md"))).Select(match => new ReadmeBlock(match.Groups["name"].Value, match.Groups["text"].Value)),
    ];

    [GeneratedRegex(@"^<!-- outside: (?<name>\S+) -->\n```\w+\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Marked();
}
