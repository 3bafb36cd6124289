using System.Globalization;
using System.Text;

namespace Tandem.Browsers.Sites;

/// <summary>The rules of the embedded list, both sections, and where they are from.</summary>
internal sealed class PublicSuffixRules
{
    private const string Resource = "Tandem.Browsers.Sites.public-suffixes.txt";
    private const string VersionLine = "// version: ";
    private const string DateLine = "// date: ";

    private readonly Dictionary<string, PublicSuffixRule>.AlternateLookup<ReadOnlySpan<char>> byName;
    private readonly int mostLabels;

    private PublicSuffixRules(TextReader lines)
    {
        // About as many as there are: growing would copy them several times.
        var rules = new Dictionary<string, PublicSuffixRule>(12_000, StringComparer.Ordinal);
        byName = rules.GetAlternateLookup<ReadOnlySpan<char>>();
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith(VersionLine, StringComparison.Ordinal))
                Version = line[VersionLine.Length..];
            else if (line.StartsWith(DateLine, StringComparison.Ordinal))
                Date = DateOnly.ParseExact(line.AsSpan(DateLine.Length), "yyyy-MM-dd", CultureInfo.InvariantCulture);
            else if (!line.StartsWith("//", StringComparison.Ordinal))
                Add(rules, line);
        }

        mostLabels = rules.Keys.Max(name => name.AsSpan().Count('.')) + 1;
    }

    public DateOnly Date { get; }

    public string Version { get; } = "";

    public static PublicSuffixRules Load()
    {
        using var reader = new StreamReader(typeof(PublicSuffixRules).Assembly.GetManifestResourceStream(Resource)!, Encoding.ASCII);
        return new(reader);
    }

    /// <summary>
    /// Where the public suffix of a name begins, after the list's algorithm (https://github.com/publicsuffix/list/wiki/Format): an
    /// exception prevails, else the rule with most labels, else the last label is the suffix.
    /// </summary>
    /// <param name="name">ASCII, lower case, no trailing dot.</param>
    public int SuffixStart(ReadOnlySpan<char> name)
    {
        var start = name.LastIndexOf('.') + 1;
        var at = start;
        for (var labels = 1; labels <= mostLabels; labels++)
        {
            byName.TryGetValue(name[at..], out var rule);
            if (rule.HasFlag(PublicSuffixRule.Exception))
                return Right(name, at);
            if (rule.HasFlag(PublicSuffixRule.Suffix))
                start = at;
            if (at == 0)
                break;
            at = Left(name, at);
            if (rule.HasFlag(PublicSuffixRule.Wildcard))
                start = at;
        }

        return start;
    }

    /// <summary>Where the label begins that stands before the one at a place.</summary>
    public static int Left(ReadOnlySpan<char> name, int at) => name[..(at - 1)].LastIndexOf('.') + 1;

    private static int Right(ReadOnlySpan<char> name, int at) => at + name[at..].IndexOf('.') + 1;

    private static void Add(Dictionary<string, PublicSuffixRule> rules, string line)
    {
        var (name, rule) = line[0] switch
        {
            // The list's algorithm does not say so, but in every browser *.name makes name itself a public suffix
            // (https://github.com/publicsuffix/list/issues/2240).
            '*' => (line[2..], PublicSuffixRule.Wildcard | PublicSuffixRule.Suffix),
            '!' => (line[1..], PublicSuffixRule.Exception),
            _ => (line, PublicSuffixRule.Suffix),
        };
        rules[name] = rules.GetValueOrDefault(name) | rule;
    }
}

/// <summary>What the Public Suffix List says of one name; several may hold at once.</summary>
[Flags]
internal enum PublicSuffixRule : byte
{
    None = 0,

    /// <summary>The name is a public suffix.</summary>
    Suffix = 1,

    /// <summary>Every name one label longer is a public suffix: <c>*.name</c>.</summary>
    Wildcard = 2,

    /// <summary>The name is none, whatever a wildcard says: <c>!name</c>.</summary>
    Exception = 4,
}
