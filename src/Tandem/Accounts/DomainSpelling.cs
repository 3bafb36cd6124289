using System.Text;

namespace Tandem.Accounts;

/// <summary>
/// The one spelling of a domain: ToASCII of UTS #46, non-transitional. Chromium sends it for what somebody types into a field for addresses,
/// Firefox sends what was typed.
/// </summary>
internal static class DomainSpelling
{
    private const string Prefix = "xn--";
    private const int LongestLabel = 63;

    /// <summary>In lower-case ASCII. What is no domain comes back mapped, in Unicode: it is compared all the same.</summary>
    public static string ToAscii(string domain)
    {
        var mapped = UnicodeNames.MapDomain(domain);
        if (Ascii.IsValid(mapped))
            return mapped;
        var labels = mapped.Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            if (Ascii.IsValid(labels[i]))
                continue;
            labels[i] = Prefix + Punycode(labels[i]);
            if (labels[i].Length > LongestLabel)
                return mapped;
        }

        return string.Join('.', labels);
    }

    // RFC 3492 §6.3 with the parameters of §5.
    private static string Punycode(string label)
    {
        const int letters = 36, least = 1, most = 26, initialBias = 72, initialCode = 0x80;
        var codes = label.EnumerateRunes().Select(rune => rune.Value).ToList();
        var written = new StringBuilder();
        foreach (var code in codes.Where(code => code < initialCode))
            written.Append((char)code);
        var (basic, handled) = (written.Length, written.Length);
        if (basic > 0)
            written.Append('-');

        var (next, delta, bias) = (initialCode, 0L, initialBias);
        while (handled < codes.Count)
        {
            var smallest = codes.Where(code => code >= next).Min();
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
                    written.Append(Digit(threshold + (int)((rest - threshold) % (letters - threshold))));
                    rest = (rest - threshold) / (letters - threshold);
                }

                written.Append(Digit((int)rest));
                bias = Adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled++;
            }

            delta++;
            next++;
        }

        return written.ToString();

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
