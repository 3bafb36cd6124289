using System.Globalization;
using System.Text;

using Tandem.Platform;

namespace Tandem.Accounts;

/// <summary>
/// Normalisation and the mapping of domains by tables of our own: .NET without ICU does neither, and what accounts are unique by must not
/// change with the machine or with a version of ICU.
/// </summary>
internal sealed class UnicodeNames
{
    private const string Resource = "Tandem.Accounts.unicode-names.txt";

    // Unicode 3.12, "Conjoining Jamo Behavior".
    private const int SyllableBase = 0xac00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11a7;
    private const int LeadCount = 19, VowelCount = 21, TailCount = 28, SyllableCount = LeadCount * VowelCount * TailCount;

    // For an address of the usual length whose every letter decomposes into four.
    private const int Space = 1024;

    private static readonly Lazy<UnicodeNames> Tables = new(Load);

    private readonly Dictionary<int, int> classes = [];
    private readonly Dictionary<int, int[]> decompositions = [];
    private readonly Dictionary<(int First, int Second), int> composites = [];
    private readonly Dictionary<int, int[]> mappings = [];

    private UnicodeNames()
    {
    }

    /// <summary>
    /// Normalization Form C (UAX #15), but for letters that are another spelling of an ASCII one, such as the Kelvin sign: they stay. Null
    /// where it has more characters than <paramref name="most"/>.
    /// </summary>
    public static string? Compose(ReadOnlySpan<char> text, int most)
    {
        var tables = Tables.Value;
        var codes = new BoundedBuffer<int>(stackalloc int[Space]);
        foreach (var rune in text.EnumerateRunes())
            tables.Decompose(rune.Value, ref codes);
        return codes.IsExceeded ? null : tables.ToComposed(codes.Items, most);
    }

    /// <summary>
    /// The mapping of UTS #46, non-transitional, and Normalization Form C: how browsers read a domain that somebody types. Null where it has
    /// more characters than <paramref name="most"/>.
    /// </summary>
    public static string? MapDomain(ReadOnlySpan<char> text, int most)
    {
        var tables = Tables.Value;
        var codes = new BoundedBuffer<int>(stackalloc int[Space]);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                codes.Add(char.ToLowerInvariant((char)rune.Value));
            }
            else if (tables.mappings.TryGetValue(rune.Value, out var mapped))
            {
                foreach (var code in mapped)
                    tables.Decompose(code, ref codes);
            }
            else
            {
                tables.Decompose(rune.Value, ref codes);
            }
        }

        return codes.IsExceeded ? null : tables.ToComposed(codes.Items, most);
    }

    private string? ToComposed(Span<int> codes, int most)
    {
        Order(codes);
        var composed = new BoundedBuffer<char>(stackalloc char[most]);
        Span<char> utf16 = stackalloc char[2];
        foreach (var code in codes[..Combine(codes)])
            composed.AddRange(utf16[..new Rune(code).EncodeToUtf16(utf16)]);
        return composed.IsExceeded ? null : new string(composed.Items);
    }

    private void Decompose(int code, ref BoundedBuffer<int> into)
    {
        var syllable = code - SyllableBase;
        if (syllable is >= 0 and < SyllableCount)
        {
            into.Add(LeadBase + (syllable / (VowelCount * TailCount)));
            into.Add(VowelBase + (syllable % (VowelCount * TailCount) / TailCount));
            if (syllable % TailCount != 0)
                into.Add(TailBase + (syllable % TailCount));
        }
        else if (decompositions.TryGetValue(code, out var parts) && !(parts.Length == 1 && parts[0] < 0x80))
        {
            into.AddRange(parts);
        }
        else
        {
            into.Add(code);
        }
    }

    // The canonical ordering algorithm: marks in the order of their classes, those of one class as they were.
    private void Order(Span<int> codes)
    {
        for (var i = 1; i < codes.Length; i++)
        {
            var own = ClassOf(codes[i]);
            for (var j = i; own != 0 && j > 0 && ClassOf(codes[j - 1]) > own; j--)
                (codes[j - 1], codes[j]) = (codes[j], codes[j - 1]);
        }
    }

    // The canonical composition algorithm, in place: how many there are afterwards.
    private int Combine(Span<int> codes)
    {
        var (count, starter, lastClass) = (0, -1, 0);
        foreach (var code in codes)
        {
            var own = ClassOf(code);
            var isBlocked = starter >= 0 && count - 1 > starter && (lastClass >= own || lastClass == 0);
            if (starter >= 0 && !isBlocked && Pair(codes[starter], code) is { } pair)
            {
                codes[starter] = pair;
                continue;
            }

            if (own == 0)
                starter = count;
            lastClass = own;
            codes[count++] = code;
        }

        return count;
    }

    private int? Pair(int first, int second)
    {
        if (first - LeadBase is >= 0 and < LeadCount and var lead && second - VowelBase is >= 0 and < VowelCount and var vowel)
            return SyllableBase + (((lead * VowelCount) + vowel) * TailCount);
        if (first - SyllableBase is >= 0 and < SyllableCount and var syllable && syllable % TailCount == 0 && second - TailBase is > 0 and < TailCount and var tail)
            return first + tail;
        return composites.TryGetValue((first, second), out var code) ? code : null;
    }

    private int ClassOf(int code) => classes.GetValueOrDefault(code);

    private static UnicodeNames Load()
    {
        using var stream = typeof(UnicodeNames).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var tables = new UnicodeNames();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("//", StringComparison.Ordinal))
                tables.Add(line.Split(' '));
        }

        return tables;
    }

    private void Add(string[] words)
    {
        var range = words[1].Split('-');
        var (from, to) = (Code(range[0]), Code(range[^1]));
        var codes = words is [_, _, "-"] ? [] : words[0] == "c" ? [] : words[2..].Select(Code).ToArray();
        for (var code = from; code <= to; code++)
        {
            switch (words[0])
            {
                case "c":
                    classes.Add(code, int.Parse(words[2], CultureInfo.InvariantCulture));
                    break;
                case "d":
                    decompositions.Add(code, codes);
                    break;
                case "p":
                    composites.Add((code, codes[0]), codes[1]);
                    break;
                default:
                    mappings.Add(code, codes);
                    break;
            }
        }
    }

    private static int Code(string hex) => int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
