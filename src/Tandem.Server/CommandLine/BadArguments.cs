using System.CommandLine;
using System.CommandLine.Parsing;

using Tandem.AspNetCore.Hosting.Configuration;

namespace Tandem.Server.CommandLine;

/// <summary>Says what is wrong with a command line, and what was perhaps meant.</summary>
internal static class BadArguments
{
    public static async Task WriteAsync(ParseResult parsed, TextWriter error)
    {
        foreach (var message in Messages(parsed))
            await error.WriteLineAsync(message);
        await error.WriteLineAsync($"See {Path(parsed.CommandResult)} --help.");
    }

    /// <summary>Whether one word may be the other one, mistyped.</summary>
    public static bool AreNear(string name, string word) => NearestKey.Distance(name, word) <= 1 + word.Length / 4;

    /// <summary>The name that was most likely meant, if one is near.</summary>
    public static string? Nearest(IEnumerable<string> names, string word) =>
        names.Where(name => AreNear(name, word)).MinBy(name => NearestKey.Distance(name, word));

    private static IEnumerable<string> Messages(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (GivenValues.Faults(parsed.CommandResult).ToList() is { Count: > 0 } faults)
            return faults;
        // After a word that is not known the parser is lost: what else it says misleads.
        if (parsed.UnmatchedTokens is [var unknown, ..])
            return [$"'{unknown}' is not known here. {Meant(command, unknown)}".TrimEnd()];
        return command.Subcommands.Count > 0 ? [$"Which command? {Subcommands(command)}"] : parsed.Errors.Select(fault => fault.Message);
    }

    private static string Meant(Command command, string word)
    {
        if (word.StartsWith("--", StringComparison.Ordinal) && word.Contains(':', StringComparison.Ordinal))
            return $"A configuration key is written with its value: {word}=VALUE";
        var names = command.Subcommands.Select(known => known.Name).Concat(command.Options.Select(known => known.Name));
        return Nearest(names, word) is { } near ? $"Did you mean {near}?" : command.Subcommands.Count > 0 ? Subcommands(command) : "";
    }

    private static string Subcommands(Command command) => $"There are: {string.Join(", ", command.Subcommands.Select(known => known.Name))}.";

    private static string Path(SymbolResult result) =>
        $"{(result.Parent is { } parent ? $"{Path(parent)} " : "")}{(result as CommandResult)?.Command.Name}";
}
