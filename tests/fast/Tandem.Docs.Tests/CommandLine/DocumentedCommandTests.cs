using System.Text.RegularExpressions;

using Tandem.AspNetCore;
using Tandem.Docs.Tests.Markdown;

namespace Tandem.Docs.Tests.CommandLine;

public sealed partial class DocumentedCommandTests
{
    private const string Reference = "docs/reference/cli.md";

    [Fact]
    public async Task Every_command_and_option_in_a_shell_block_exists()
    {
        var known = (await CommandHelp.AllAsync()).ToDictionary(help => help.Path);
        var used = MarkdownFile.All().SelectMany(file => file.Blocks).Where(block => block.Language == "sh").SelectMany(Calls).ToList();

        Assert.NotEmpty(used);
        Findings.None(
            from call in used
            from fault in Faults(call.Arguments, known)
            select $"{call.Place}: tandem {call.Arguments}: {fault}");
    }

    [Fact]
    public async Task The_reference_has_every_command_with_every_option()
    {
        var reference = MarkdownFile.Read(Reference);
        var sections = reference.Prose.Split("\n## ").ToDictionary(section => section.Split('\n')[0].Trim('`'));

        var missing = new List<string>();
        foreach (var help in await CommandHelp.AllAsync())
        {
            if (!sections.TryGetValue($"tandem {help.Path}", out var section))
                missing.Add($"## `tandem {help.Path}`");
            else
                missing.AddRange(Missing(help, section));
        }

        Findings.None(missing);
    }

    [Fact]
    public async Task The_reference_has_no_command_that_does_not_exist()
    {
        var known = (await CommandHelp.AllAsync()).Select(help => $"tandem {help.Path}");

        Findings.None(MarkdownFile.Read(Reference).Headings.Select(heading => heading.Trim('`'))
            .Where(heading => heading.StartsWith("tandem ", StringComparison.Ordinal)).Except(known));
    }

    // What every command has is said once, at the top.
    private static IEnumerable<string> Missing(CommandHelp help, string section) => help.Options.Except(["--help", "--data"])
        .Where(option => !section.Contains($"`{option}", StringComparison.Ordinal))
        .Select(option => $"tandem {help.Path} {option}");

    private static IEnumerable<string> Faults(string arguments, Dictionary<string, CommandHelp> known)
    {
        var words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Three words at most name a command; what follows are its arguments.
        var help = Enumerable.Range(1, 3).Reverse().Select(count => known.GetValueOrDefault(string.Join(' ', words.Take(count)))).FirstOrDefault(found => found is not null);
        if (help is null)
            return ["there is no such command"];
        return words.Where(word => word.StartsWith("--", StringComparison.Ordinal) && word != "--")
            .Select(word => word.Split('=')[0])
            .Where(option => !help.Options.Contains(option) && !IsKey(option))
            .Select(option => $"there is no {option}");
    }

    private static bool IsKey(string option) => ConfigurationKeys.All.Any(key => $"--{ConfigurationKeys.Section}:{key.Name}" == option);

    /// <summary>Calls of the tool by its name, and from a checkout; a line that ends in a backslash goes on.</summary>
    private static IEnumerable<(string Place, string Arguments)> Calls(CodeBlock block) =>
        Call().Matches(block.Text.Replace("\\\n", " ", StringComparison.Ordinal))
            .Select(match => (block.Place, match.Groups["arguments"].Value));

    [GeneratedRegex(
        @"(?:^|[|;&] *|(?<=[A-Za-z_]=\S+ ))(?:sudo -u \S+ )?"
        + @"(?:tandem|dotnet run -c Release --project src/Tandem\.Server --|/opt/tandem/Tandem\.Server) (?<arguments>[^|;&>#\n]+)",
        RegexOptions.Multiline)]
    private static partial Regex Call();
}
