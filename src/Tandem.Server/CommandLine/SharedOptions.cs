using System.CommandLine;
using System.Text.RegularExpressions;

namespace Tandem.Server.CommandLine;

/// <summary>Options that several commands have.</summary>
internal static partial class SharedOptions
{
    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "Folder of the database and the master key (default: Tandem:DataFolder, else ./tandem-data)",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>Of the commands that make a database.</summary>
    public static Option<bool> New { get; } = new("--new")
    {
        Description = "Make a new database although the master key is configured, which otherwise means that there should be one",
    };

    public static Option<string> Format { get; } = Choice();

    /// <summary>Keys of the configuration, each as <c>Key=value</c>.</summary>
    public static Option<string[]> Configuration { get; } = new("--set") { Recursive = true, Hidden = true };

    /// <summary>Whether the command makes a database where there is none.</summary>
    public static bool MayMakeData(this ParseResult parsed) => parsed.CommandResult.Command.Options.Contains(New);

    public static bool IsJson(this ParseResult parsed) => parsed.GetValue(Format) == "json";

    /// <summary>
    /// Makes <c>--Section:Key=value</c> a value of <see cref="Configuration"/>, so that every command takes configuration keys and
    /// still refuses every other word it does not know.
    /// </summary>
    public static IReadOnlyList<string> Gather(string[] args) =>
        [.. args.SelectMany(word => ConfigurationWord().IsMatch(word) ? [Configuration.Name, word[2..]] : new[] { word })];

    [GeneratedRegex("^--[^=:]+:[^=]+=")]
    private static partial Regex ConfigurationWord();

    private static Option<string> Choice()
    {
        var option = new Option<string>("--format") { Description = "Form of the output", DefaultValueFactory = _ => "text" };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }
}
