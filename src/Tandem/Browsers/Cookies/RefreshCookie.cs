using System.Globalization;
using System.Text;

namespace Tandem.Browsers.Cookies;

/// <summary>The refresh cookie of one deployment: its name, and the attributes it is set and cleared with.</summary>
/// <param name="Name">With its prefix.</param>
/// <param name="Path">The <c>Path</c> attribute.</param>
/// <param name="Domain">The <c>Domain</c> attribute, or null for a cookie of one host.</param>
/// <param name="Secure">Whether it travels over TLS only.</param>
/// <param name="SameSite">When pages of other sites may send it; always stated.</param>
/// <param name="Partitioned">Whether it is kept apart for each site in the address bar.</param>
internal sealed record RefreshCookie(string Name, string Path, string? Domain, bool Secure, SameSite SameSite, bool Partitioned = false)
{
    /// <summary>The name without prefix.</summary>
    public const string BaseName = "refreshToken";

    /// <summary>Prefix of a cookie that only its own host over TLS can have set.</summary>
    public const string HostPrefix = "__Host-";

    /// <summary>Prefix of a cookie that only TLS can have set.</summary>
    public const string SecurePrefix = "__Secure-";

    /// <summary>Digits that names end in on plain-HTTP loopback, after a hyphen.</summary>
    private const int SuffixLength = 6;

    // Browsers cap a cookie's life at 400 days (RFC 6265bis §5.5).
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(400);

    /// <summary>Every name a refresh cookie may have been set under, the hardest to plant first.</summary>
    public static IReadOnlyList<string> Names { get; } = [HostPrefix + BaseName, SecurePrefix + BaseName, BaseName];

    /// <summary>Whether a name is one of <see cref="Names"/>, or the one with an installation's suffix.</summary>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Names.Contains(name) || IsSuffixed(name);
    }

    /// <summary>Whether a name is that of some installation on plain-HTTP loopback: <c>refreshToken-0a1b2c</c>.</summary>
    public static bool IsSuffixed(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == BaseName.Length + 1 + SuffixLength && name.StartsWith(BaseName + "-", StringComparison.Ordinal)
            && name[(BaseName.Length + 1)..].All(char.IsAsciiHexDigitLower);
    }

    /// <summary>The value of <c>Set-Cookie</c> that stores a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="life">What is left of the session, or null for a cookie that ends with the browser session.</param>
    public string Set(string token, TimeSpan? life)
    {
        var text = new StringBuilder(240).Append(Name).Append('=').Append(token);
        if (life is { } left)
        {
            var seconds = (long)Math.Floor((left < LongestLife ? left : LongestLife).TotalSeconds);
            text.Append("; Max-Age=").Append(Math.Max(0, seconds).ToString(CultureInfo.InvariantCulture));
        }

        return AppendAttributes(text, Domain, Path, Secure, SameSite, Partitioned).ToString();
    }

    /// <summary>As a browser reads it.</summary>
    public SetCookieHeader ToHeader() => SetCookieHeader.Parse(Set("token", TimeSpan.FromDays(7)))!;

    /// <summary>The attributes as they are set, without name and life.</summary>
    public string Attributes => AppendAttributes(new StringBuilder(), Domain, Path, Secure, SameSite, Partitioned).Remove(0, 2).ToString();

    private static StringBuilder AppendAttributes(StringBuilder text, string? domain, string path, bool secure, SameSite sameSite, bool partitioned)
    {
        if (domain is not null)
            text.Append("; Domain=").Append(domain);
        text.Append("; Path=").Append(path);
        if (secure)
            text.Append("; Secure");
        text.Append("; HttpOnly; SameSite=").Append(sameSite);
        return partitioned ? text.Append("; Partitioned") : text;
    }

    /// <summary>The value of <c>Set-Cookie</c> that removes it.</summary>
    internal string Clear() =>
        AppendAttributes(new StringBuilder(Name).Append("=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT"), Domain, Path, Secure, SameSite, Partitioned).ToString();
}
