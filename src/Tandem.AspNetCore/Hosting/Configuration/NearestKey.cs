namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>Which key was probably meant by one that does not exist: one of the same section, and never one that means something else.</summary>
internal static class NearestKey
{
    // Shorter names are in too many others.
    private const int ShortestPart = 4;

    /// <summary>The key; null when none is near.</summary>
    public static string? To(string unknown, IReadOnlyList<string> keys)
    {
        // A section that was left out: what is there names the key all the same.
        if (unknown.Contains(':', StringComparison.Ordinal)
            && keys.Where(key => key.EndsWith($":{unknown}", StringComparison.OrdinalIgnoreCase)).ToList() is [var whole])
            return whole;

        var (section, name) = Split(unknown);
        var sections = keys.SelectMany(Sections).Distinct().ToList();
        if (section.Length > 0 && !sections.Contains(section, StringComparer.OrdinalIgnoreCase))
            section = Near(section, sections, text => text);
        return section is null ? null : Near(name, keys.Where(key => string.Equals(Split(key).Section, section, StringComparison.OrdinalIgnoreCase)), key => Split(key).Name);
    }

    /// <summary>Whether one name may be the other, mistyped. Capitals are of no account, nor are signs that keys do not have.</summary>
    public static bool AreNear(string name, string other) => Distance(Plain(name), Plain(other)) <= Math.Max(1, other.Length / 4);

    /// <summary>Levenshtein: letters to add, drop or exchange.</summary>
    public static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }

    private static string? Near(string name, IEnumerable<string> keys, Func<string, string> nameOf) => keys
        .Where(key => AreNear(name, nameOf(key)) || Contains(nameOf(key), name) || Contains(name, nameOf(key)))
        .MinBy(key => Distance(Plain(name), Plain(nameOf(key))));

    private static bool Contains(string name, string part) => part.Length >= ShortestPart && name.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => new([.. name.Where(character => character is not ('_' or '-' or ' ')).Select(char.ToLowerInvariant)]);

    private static (string Section, string Name) Split(string key) => key.LastIndexOf(':') is var at and >= 0 ? (key[..at], key[(at + 1)..]) : ("", key);

    private static IEnumerable<string> Sections(string key)
    {
        for (var section = Split(key).Section; section.Length > 0; section = Split(section).Section)
            yield return section;
    }
}
