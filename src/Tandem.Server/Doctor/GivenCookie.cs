using Tandem.Browsers.Cookies;
using Tandem.Browsers.Doctor;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Doctor;

/// <summary>A <c>Set-Cookie</c> header that somebody copied from a browser's tools.</summary>
internal static class GivenCookie
{
    private const string HeaderName = "Set-Cookie:";

    public static Finding Unreadable { get; } = SetupRule.Unreadable.Found(
        FindingSeverity.Error, "A Set-Cookie header was given that browsers ignore.", "Set-Cookie: refreshToken=...; Max-Age=604800; Path=/; Secure; HttpOnly; SameSite=Lax");

    public static SetCookieHeader? Parse(string header) =>
        SetCookieHeader.Parse(header.StartsWith(HeaderName, StringComparison.OrdinalIgnoreCase) ? header[HeaderName.Length..] : header);

    /// <summary>A cookie as it was set, its value and life left out.</summary>
    public static string Describe(SetCookieHeader cookie) => PlainText.Escape(string.Join("; ", Parts(cookie)));

    private static IEnumerable<string> Parts(SetCookieHeader cookie)
    {
        yield return cookie.Name;
        if (cookie.Domain is { } domain)
            yield return $"Domain={domain}";
        if (cookie.Path is { } path)
            yield return $"Path={path}";
        if (cookie.Secure)
            yield return "Secure";
        if (cookie.HttpOnly)
            yield return "HttpOnly";
        if (cookie.SameSite != SameSite.Unspecified)
            yield return $"SameSite={cookie.SameSite}";
        if (cookie.Partitioned)
            yield return "Partitioned";
    }
}
