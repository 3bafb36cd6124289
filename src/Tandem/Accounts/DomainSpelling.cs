using System.Text;

using Tandem.Platform;

namespace Tandem.Accounts;

/// <summary>
/// The one spelling of a domain: ToASCII of UTS #46, non-transitional. Chromium sends it for what somebody types into a field for addresses,
/// Firefox sends what was typed.
/// </summary>
internal static class DomainSpelling
{
    // RFC 1035 §2.3.4, without the dot at the end.
    private const int Longest = 253;
    private const int LongestLabel = 63;
    private const string Prefix = "xn--";

    /// <summary>
    /// In lower-case ASCII. What is no domain comes back mapped, in Unicode, and is compared all the same; null where even that is longer
    /// than a domain can be.
    /// </summary>
    public static string? ToAscii(ReadOnlySpan<char> domain)
    {
        var mapped = UnicodeNames.MapDomain(domain, Longest);
        if (mapped is null || Ascii.IsValid(mapped))
            return mapped;
        var written = new BoundedBuffer<char>(stackalloc char[Longest]);
        foreach (var range in mapped.AsSpan().Split('.'))
        {
            if (range.Start.Value > 0)
                written.Add('.');
            var label = mapped.AsSpan(range);
            if (Ascii.IsValid(label))
            {
                written.AddRange(label);
                continue;
            }

            var begin = written.Count;
            written.AddRange(Prefix);
            Punycode(label, ref written);
            if (written.Count - begin > LongestLabel)
                return mapped;
        }

        return written.IsExceeded ? mapped : new string(written.Items);
    }

    // RFC 3492 §6.3 with the parameters of §5.
    private static void Punycode(ReadOnlySpan<char> label, ref BoundedBuffer<char> written)
    {
        const int letters = 36, least = 1, most = 26, initialBias = 72, initialCode = 0x80;
        var read = new BoundedBuffer<int>(stackalloc int[Longest]);
        foreach (var rune in label.EnumerateRunes())
            read.Add(rune.Value);
        var codes = read.Items;
        var basic = 0;
        foreach (var code in codes)
        {
            if (code >= initialCode)
                continue;
            written.Add((char)code);
            basic++;
        }

        if (basic > 0)
            written.Add('-');

        var (handled, next, delta, bias) = (basic, initialCode, 0L, initialBias);
        while (handled < codes.Length)
        {
            var smallest = int.MaxValue;
            foreach (var code in codes)
                smallest = code >= next ? Math.Min(smallest, code) : smallest;
            delta += (long)(smallest - next) * (handled + 1);
            next = smallest;
            foreach (var code in codes)
            {
                if (code < next)
                    delta++;
                if (code != next)
                    continue;
                var rest = delta;
                for (var k = letters; ; k += letters)
                {
                    var threshold = Math.Clamp(k - bias, least, most);
                    if (rest < threshold)
                        break;
                    written.Add(Digit(threshold + (int)((rest - threshold) % (letters - threshold))));
                    rest = (rest - threshold) / (letters - threshold);
                }

                written.Add(Digit((int)rest));
                bias = Adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled++;
            }

            delta++;
            next++;
        }

        static char Digit(int value) => (char)(value < most ? 'a' + value : '0' + value - most);

        static int Adapt(long delta, int points, bool first)
        {
            const int skew = 38, damp = 700;
            delta = first ? delta / damp : delta / 2;
            delta += delta / points;
            var k = 0;
            for (; delta > (letters - least) * most / 2; k += letters)
                delta /= letters - least;
            return (int)(k + ((letters - least + 1) * delta / (delta + skew)));
        }
    }
}
