using System.Buffers;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>Where to go after signing in. The address comes in a URL that anybody can write: only paths of this host are taken.</summary>
public static class ReturnUrl
{
    /// <summary>Longest address accepted, in characters.</summary>
    public const int MaximumLength = 2048;

    // Visible ASCII but for the backslash, which browsers take for a slash. They drop tabs and line breaks, and so would join what
    // these keep apart (URL Standard §4.4).
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        [.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(character => character is not '\\')]);

    /// <summary>The address if it leads to this host, else <paramref name="home"/>.</summary>
    /// <param name="address">As received, such as the query parameter <c>returnUrl</c>.</param>
    /// <param name="home">Where to go otherwise.</param>
    public static string OrHome(string? address, string home = "/") => IsLocal(address) ? address! : home;

    /// <summary>
    /// Whether an address is a path of this host, and stays one in whatever order somebody on the way resolves its dot segments
    /// (RFC 3986 §5.2.4) and decodes it, once or again and again: it begins with one slash, and does not have both dot segments and two
    /// slashes in a row.
    /// </summary>
    public static bool IsLocal(string? address)
    {
        if (string.IsNullOrEmpty(address) || address.Length > MaximumLength || address[0] != '/' || address.AsSpan().ContainsAnyExcept(Allowed))
            return false;
        var path = Decode(address.Split('?', '#')[0]);
        var hasTwoSlashes = path.Contains("//", StringComparison.Ordinal);
        return !path.StartsWith("//", StringComparison.Ordinal)
            && !(hasTwoSlashes && path.Split('/').Any(segment => segment is "." or ".."))
            && !path.Any(character => character is '\\' || char.IsControl(character));
    }

    private static string Decode(string path)
    {
        while (true)
        {
            var decoded = Uri.UnescapeDataString(path);
            if (decoded == path)
                return path;
            path = decoded;
        }
    }
}
