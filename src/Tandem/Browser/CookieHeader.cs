namespace Tandem.Browser;

/// <summary>
/// Reads the <c>Cookie</c> header as sent: names byte for byte and undecoded, every duplicate kept. The framework's own parser
/// decodes names and keeps one value a name (CVE-2020-1045 is what comes of the first).
/// </summary>
public static class CookieHeader
{
    /// <summary>The values of all cookies with one of the names, in the order sent.</summary>
    public static void Read(string? header, IReadOnlyList<string> names, ICollection<string> values)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(values);
        var rest = header.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf(';');
            var pair = (end < 0 ? rest : rest[..end]).Trim(' ');
            rest = end < 0 ? default : rest[(end + 1)..];
            var equals = pair.IndexOf('=');
            if (equals < 1)
                continue;
            foreach (var name in names)
            {
                if (pair[..equals].SequenceEqual(name))
                    values.Add(pair[(equals + 1)..].ToString());
            }
        }
    }
}
