using System.Text.RegularExpressions;

namespace Tandem.Server.Explanations;

/// <summary>One place of the guide: symptom, cause and cure of a finding.</summary>
/// <param name="Id">The finding.</param>
/// <param name="Lines">Words such as <c>Cure</c>, and what is said of them.</param>
internal sealed record GuidePlace(string Id, IReadOnlyList<(string Word, string Text)> Lines);

/// <summary>The guide "the cookie does not arrive", as it comes with the program.</summary>
internal static partial class DoctorGuide
{
    private static readonly Lazy<IReadOnlyDictionary<string, GuidePlace>> Read = new(ReadPlaces);

    public static IReadOnlyDictionary<string, GuidePlace> Places => Read.Value;

    private static Dictionary<string, GuidePlace> ReadPlaces()
    {
        using var stream = typeof(DoctorGuide).Assembly.GetManifestResourceStream("cookie-does-not-arrive.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split("\n### ").Skip(1).Select(Place).ToDictionary(place => place.Id);
    }

    private static GuidePlace Place(string section)
    {
        // What follows a heading of the level above is no part of the last place before it.
        var lines = section.Split("\n## ")[0].Split('\n');
        return new(lines[0].Trim(), [.. lines.Select(line => Entry().Match(line)).Where(entry => entry.Success).Select(entry => (entry.Groups[1].Value, Plain(entry.Groups[2].Value)))]);
    }

    // Without links and emphasis; what is code stays marked, and an asterisk in it stays.
    private static string Plain(string markdown) => Emphasis().Replace(Link().Replace(markdown, "$1"), "$1");

    [GeneratedRegex(@"^- \*(\w+):\* (.+)$")]
    private static partial Regex Entry();

    [GeneratedRegex(@"\*(\w[^*`]*)\*")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)")]
    private static partial Regex Link();
}
