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
    /// Whether an address is a path of this host, and stays one whoever resolves or decodes it on the way: it begins with one slash, also
    /// without its dot segments (RFC 3986 §5.2.4), and also when percent-encoded characters are decoded, once or again and again.
    /// </summary>
    public static bool IsLocal(string? address)
    {
        if (string.IsNullOrEmpty(address) || address.Length > MaximumLength || address[0] != '/' || address.AsSpan().ContainsAnyExcept(Allowed))
            return false;
        var path = address.AsSpan(0, address.AsSpan().IndexOfAny('?', '#') is var end and >= 0 ? end : address.Length).ToString();
        return StaysLocal(path, static path => path) && StaysLocal(path, Resolve);
    }

    // Whoever is on the way may resolve before decoding, or only decode.
    private static bool StaysLocal(string path, Func<string, string> handOn)
    {
        while (true)
        {
            if (BeginsWithTwoSlashes(path) || BeginsWithTwoSlashes(Resolve(path)) || path.Any(character => character is '\\' || char.IsControl(character)))
                return false;
            var handedOn = handOn(path);
            path = Uri.UnescapeDataString(handedOn);
            if (path == handedOn)
                return true;
        }
    }

    private static bool BeginsWithTwoSlashes(string path) => path.StartsWith("//", StringComparison.Ordinal);

    // An encoded dot is a dot here, decoded or not (URL Standard §4.4, double-dot path segment).
    private static string Resolve(string path)
    {
        List<string> resolved = [];
        var segments = path.Split('/')[1..];
        for (var at = 0; at < segments.Length; at++)
        {
            var dots = segments[at].Replace("%2e", ".", StringComparison.OrdinalIgnoreCase);
            if (dots is ".." && resolved.Count > 0)
                resolved.RemoveAt(resolved.Count - 1);
            if (dots is not ("." or ".."))
                resolved.Add(segments[at]);
            else if (at == segments.Length - 1)
                resolved.Add("");
        }

        return "/" + string.Join('/', resolved);
    }
}
