using System.Globalization;
using System.Text;

namespace Tandem.Browser;

/// <summary>The refresh cookie of one deployment: its name, and the attributes it is set and cleared with.</summary>
/// <param name="Name">With its prefix.</param>
/// <param name="Path">The <c>Path</c> attribute.</param>
/// <param name="Domain">The <c>Domain</c> attribute, or null for a cookie of one host.</param>
/// <param name="Secure">Whether it travels over TLS only.</param>
/// <param name="SameSite"><c>Lax</c>, <c>Strict</c> or <c>None</c>.</param>
public sealed record RefreshCookie(string Name, string Path, string? Domain, bool Secure, string SameSite)
{
    /// <summary>The name without prefix.</summary>
    public const string BaseName = "refreshToken";

    /// <summary>Prefix of a cookie that only its own host over TLS can have set.</summary>
    public const string HostPrefix = "__Host-";

    /// <summary>Prefix of a cookie that only TLS can have set.</summary>
    public const string SecurePrefix = "__Secure-";

    // Browsers cap a cookie's life at 400 days (RFC 6265bis §5.5).
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(400);

    /// <summary>Every name a refresh cookie may have been set under.</summary>
    public static IReadOnlyList<string> Names { get; } = [HostPrefix + BaseName, SecurePrefix + BaseName, BaseName];

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

        return AppendAttributes(text, Domain, Path, Secure, SameSite).ToString();
    }

    /// <summary>
    /// The values of <c>Set-Cookie</c> that clear the cookie in every form this host may have set it in: each name, host-only and with
    /// the configured domain, at the root and at the configured path, partitioned or not.
    /// </summary>
    public IEnumerable<string> Clear()
    {
        string?[] domains = Domain is null ? [null] : [null, Domain];
        string[] paths = Path == "/" ? ["/"] : ["/", Path];
        var anywhere = from domain in domains from path in paths select (domain, path);

        // Over plain HTTP a browser ignores cookies with Secure, so only the bare name can be there.
        if (!Secure)
            return anywhere.Select(place => Cleared(BaseName, place.domain, place.path, secure: false, "Lax", partitioned: false));

        return
        [
            Cleared(HostPrefix + BaseName, null, "/", secure: true, "Lax", partitioned: false),
            Cleared(HostPrefix + BaseName, null, "/", secure: true, "None", partitioned: true),
            .. from name in new[] { SecurePrefix + BaseName, BaseName }
               from place in anywhere
               select Cleared(name, place.domain, place.path, secure: true, "Lax", partitioned: false),
        ];
    }

    private static string Cleared(string name, string? domain, string path, bool secure, string sameSite, bool partitioned)
    {
        var text = new StringBuilder(name).Append("=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
        AppendAttributes(text, domain, path, secure, sameSite);
        return partitioned ? text.Append("; Partitioned").ToString() : text.ToString();
    }

    private static StringBuilder AppendAttributes(StringBuilder text, string? domain, string path, bool secure, string sameSite)
    {
        if (domain is not null)
            text.Append("; Domain=").Append(domain);
        text.Append("; Path=").Append(path);
        if (secure)
            text.Append("; Secure");
        return text.Append("; HttpOnly; SameSite=").Append(sameSite);
    }
}
