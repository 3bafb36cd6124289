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
    /// Whether an address is a path of this host, and stays one whoever decodes it on the way: it begins with one slash, also
    /// when percent-encoded characters at its beginning are decoded, once or again and again.
    /// </summary>
    public static bool IsLocal(string? address)
    {
        if (string.IsNullOrEmpty(address) || address.Length > MaximumLength || address[0] != '/' || address.AsSpan().ContainsAnyExcept(Allowed))
            return false;
        var path = address.AsSpan(0, address.AsSpan().IndexOfAny('?', '#') is var end and >= 0 ? end : address.Length).ToString();
        while (true)
        {
            if (path.StartsWith("//", StringComparison.Ordinal) || path.StartsWith("/\\", StringComparison.Ordinal) || path.Any(char.IsControl))
                return false;
            var decoded = Uri.UnescapeDataString(path);
            if (decoded == path)
                return true;
            path = decoded;
        }
    }
}
