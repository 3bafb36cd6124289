namespace Tandem.Browsers.Cookies;

/// <summary>
/// Reads the <c>Cookie</c> header as sent: names byte for byte and undecoded, every duplicate kept. The framework's own parser
/// decodes names and keeps one value a name (CVE-2020-1045 is what comes of the first).
/// </summary>
internal static class CookieHeader
{
    // As many as browsers keep for a site; the rest of a hostile header says nothing.
    private const int MostNames = 180;

    /// <summary>The names of the cookies sent, at most 180.</summary>
    public static IReadOnlyList<string> Names(IEnumerable<string?> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return [.. headers.SelectMany(header => (header ?? "").Split(';', MostNames + 1))
            .Select(pair => pair.Trim(' ')).Where(pair => pair.IndexOf('=', StringComparison.Ordinal) > 0)
            .Select(pair => pair[..pair.IndexOf('=', StringComparison.Ordinal)]).Take(MostNames)];
    }

    /// <summary>
    /// The values of all cookies of a name, in the order sent, without the quotes that may be around one (RFC 6265 §4.1.1): Java's
    /// <c>CookieManager</c> adds them to every cookie that was set with <c>Max-Age</c>.
    /// </summary>
    public static void Read(string? header, string name, ICollection<string> values)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(values);
        var rest = header.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf(';');
            var pair = (end < 0 ? rest : rest[..end]).Trim(' ');
            rest = end < 0 ? default : rest[(end + 1)..];
            var equals = pair.IndexOf('=');
            if (equals > 0 && pair[..equals].SequenceEqual(name))
                values.Add(Unquoted(pair[(equals + 1)..]).ToString());
        }
    }

    private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> value) => value is ['"', .. var inner, '"'] ? inner : value;
}
