using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tandem.Browsers.Sites;

/// <summary>Brings a host to the one spelling browsers give it, if it is a domain.</summary>
internal static class HostName
{
    private const int LongestLabel = 63;
    private const int LongestName = 253;

    // Forbidden domain code points (URL Standard §3.2): controls, DEL and these. Brackets and colons are among them, so IPv6 is no domain.
    private static readonly SearchValues<char> Forbidden =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), .. " #%/:<>?@[\\]^|\u007F"]);

    private static readonly SearchValues<char> UpperCase = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private static readonly IdnMapping Idn = new();

    /// <summary>
    /// The domain in lower-case ASCII, its trailing dot kept. Null for an IP address and for what is no host: empty labels, forbidden
    /// characters, labels beyond 63 or names beyond 253 characters (RFC 1035 §2.3.4).
    /// </summary>
    public static string? Domain(string? host)
    {
        if (host is null || host.Length is 0 or > LongestName + 1)
            return null;
        var ascii = Ascii.IsValid(host) ? host : FromUnicode(host);
        if (ascii is null || ascii.AsSpan().ContainsAny(Forbidden))
            return null;
        if (ascii.AsSpan().ContainsAny(UpperCase))
            ascii = ascii.ToLowerInvariant();
        var name = ascii.AsSpan(0, ascii.Length - (ascii.EndsWith('.') ? 1 : 0));
        return IsName(name) && !EndsInNumber(name) ? ascii : null;
    }

    private static string? FromUnicode(string host)
    {
        try
        {
            // Where the runtime has no tables of Unicode, the mapping leaves upper case as it is.
            return Idn.GetAscii(host.ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Length > LongestName)
            return false;
        foreach (var label in name.Split('.'))
        {
            if (name[label].Length is 0 or > LongestLabel)
                return false;
        }

        return true;
    }

    // URL Standard §3.5, "ends in a number": such a host is an IPv4 address or none.
    private static bool EndsInNumber(ReadOnlySpan<char> name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        return !last.ContainsAnyExceptInRange('0', '9')
            || (last.StartsWith("0x", StringComparison.Ordinal) && !last[2..].ContainsAnyExcept(HexDigits));
    }
}
