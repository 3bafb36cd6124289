using System.Text.RegularExpressions;

using Tandem.Server;

namespace Tandem.Docs.Tests.CommandLine;

/// <summary>What a command of <c>tandem</c> says of itself with <c>--help</c>.</summary>
internal sealed partial class CommandHelp
{
    private CommandHelp(string path, string text)
    {
        Path = path;
        Options = Option().Matches(text).Select(match => match.Value).ToHashSet();
        Commands = [.. Section(text, "Commands:").Select(line => line.Split(' ', 2)[0])];
    }

    /// <summary>Its words, such as <c>users create</c>; empty for <c>tandem</c> itself.</summary>
    public string Path { get; }

    /// <summary>Its options, such as <c>--email</c>.</summary>
    public IReadOnlySet<string> Options { get; }

    /// <summary>The words that may follow.</summary>
    public IReadOnlyList<string> Commands { get; }

    /// <summary>Asks the program.</summary>
    public static async Task<CommandHelp> AskAsync(string path)
    {
        var console = Console.Out;
        using var written = new StringWriter();
        Console.SetOut(written);
        try
        {
            var code = await TandemServer.RunAsync([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            Assert.True(code == 0, $"tandem {path} --help ends with {code}.");
        }
        finally
        {
            Console.SetOut(console);
        }

        return new CommandHelp(path, written.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Every command that does something, with all it says of itself.</summary>
    public static async Task<IReadOnlyList<CommandHelp>> AllAsync(string path = "")
    {
        var help = await AskAsync(path);
        if (help.Commands.Count == 0)
            return [help];
        var all = new List<CommandHelp>();
        foreach (var word in help.Commands)
            all.AddRange(await AllAsync($"{path} {word}".Trim()));
        return all;
    }

    private static IEnumerable<string> Section(string text, string heading) => text.Split('\n')
        .SkipWhile(line => line != heading).Skip(1)
        .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
        .Select(line => line.Trim());

    [GeneratedRegex(@"(?<=^ {2}(?:-\S+, )*)--[a-z-]+", RegexOptions.Multiline)]
    private static partial Regex Option();
}
