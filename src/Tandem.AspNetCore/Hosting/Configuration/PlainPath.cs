using System.Buffers;

namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>A path that a request line, a route, a cookie's <c>Path</c> and a comparison of issuers all read as it stands (RFC 3986 §3.3).</summary>
internal static class PlainPath
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()+,=:@/");

    /// <summary>
    /// Whether it starts with a slash and ends without one, and has neither escapes nor segments that a URL parser drops: empty ones,
    /// <c>.</c> and <c>..</c> (RFC 3986 §6.2.2.3).
    /// </summary>
    public static bool Is(string path) =>
        path.StartsWith('/') && !path.AsSpan().ContainsAnyExcept(Allowed) && path[1..].Split('/').All(segment => segment is not ("" or "." or ".."));
}
