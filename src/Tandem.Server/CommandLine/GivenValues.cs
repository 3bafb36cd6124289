using System.CommandLine.Parsing;

namespace Tandem.Server.CommandLine;

/// <summary>What the parser takes for a value and is none.</summary>
internal static class GivenValues
{
    /// <summary>
    /// The parser gives an option the next word, whatever it is: <c>--email --role admin</c> would be the address <c>--role</c>. And it
    /// counts an empty word as a value that must be given, which <c>"$VARIABLE"</c> in a script is when nobody set the variable.
    /// </summary>
    public static IEnumerable<string> Faults(CommandResult result)
    {
        var names = Names(result);
        foreach (var child in result.Children)
        {
            var (name, isRequired) = child switch
            {
                OptionResult { Option: var option } => (option.Name, option.Required),
                ArgumentResult { Argument: var argument } => (argument.Name, argument.Arity.MinimumNumberOfValues > 0),
                _ => ("", false),
            };
            if (child.Tokens.FirstOrDefault(token => names.Contains(token.Value)) is { } taken)
                yield return $"{name} needs a value, and {taken.Value} is an option.";
            else if (isRequired && child.Tokens.Any(token => token.Value.Length == 0))
                yield return $"{name} needs a value, and it is empty.";
        }
    }

    private static HashSet<string> Names(CommandResult result)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (SymbolResult? at = result; at is not null; at = at.Parent)
        {
            if (at is CommandResult { Command: var command })
                names.UnionWith(command.Options.Where(option => at == result || option.Recursive).SelectMany(option => option.Aliases.Prepend(option.Name)));
        }

        return names;
    }
}
