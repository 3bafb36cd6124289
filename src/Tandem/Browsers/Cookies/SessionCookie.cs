using System.Globalization;

using Tandem.Browsers.Sites;

namespace Tandem.Browsers.Cookies;

/// <summary>The cookie of page sessions: its name, and the attributes it is set and cleared with.</summary>
/// <param name="Name">With its prefix.</param>
/// <param name="Secure">Whether it travels over TLS only.</param>
internal sealed record SessionCookie(string Name, bool Secure)
{
    // Browsers cap a cookie's life at 400 days (RFC 6265bis §5.5).
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(400);

    /// <summary>
    /// The cookie of an application that browsers reach at an origin: over HTTPS one that only this very host can have set
    /// (RFC 6265bis §4.1.3.2); over plain HTTP one that no other installation on this machine takes for its own.
    /// </summary>
    /// <param name="origin">The origin.</param>
    /// <param name="suffix">What the name ends in over plain HTTP.</param>
    public static SessionCookie For(Origin origin, string suffix)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return origin.IsSecure ? new("__Host-session", true) : new("session-" + suffix, false);
    }

    /// <summary>As it was named before there was a suffix.</summary>
    public static SessionCookie WithoutSuffix { get; } = new("session", false);

    /// <summary>The value of <c>Set-Cookie</c> that stores a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="life">What is left of the session, or null for a cookie that ends with the browser session.</param>
    public string Set(string token, TimeSpan? life)
    {
        if (life is not { } left)
            return $"{Name}={token}{Attributes}";
        var seconds = (long)Math.Max(0, Math.Floor((left < LongestLife ? left : LongestLife).TotalSeconds));
        return string.Create(CultureInfo.InvariantCulture, $"{Name}={token}; Max-Age={seconds}{Attributes}");
    }

    /// <summary>The value of <c>Set-Cookie</c> that clears it.</summary>
    public string Clear() => $"{Name}=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT{Attributes}";

    private string Attributes => Secure ? "; Path=/; Secure; HttpOnly; SameSite=Lax" : "; Path=/; HttpOnly; SameSite=Lax";
}
