using System.Globalization;
using System.Text;

namespace Tandem.Browsers.Cookies;

/// <summary>One <c>Set-Cookie</c> header as a browser reads it (RFC 6265bis §5.6).</summary>
internal sealed record SetCookieHeader
{
    // RFC 6265bis §5.6: longer attribute values are ignored; §5.7: longer cookies are.
    private const int LongestAttributeValue = 1024;
    private const int LongestCookie = 4096;

    // Seconds of 400 days, beyond which browsers keep none (RFC 6265bis §5.5).
    private const long LongestLife = 400L * 24 * 60 * 60;

    /// <summary>Name, prefix included; empty for a cookie that is only a value.</summary>
    public required string Name { get; init; }

    /// <summary>Value.</summary>
    public required string Value { get; init; }

    /// <summary>The <c>Domain</c> attribute without its leading dot, in lower case; null when it is absent or empty.</summary>
    public string? Domain { get; init; }

    /// <summary>The <c>Path</c> attribute; null when it is absent or does not begin with a slash.</summary>
    public string? Path { get; init; }

    /// <summary>Whether <c>Secure</c> is there.</summary>
    public bool Secure { get; init; }

    /// <summary>Whether <c>HttpOnly</c> is there.</summary>
    public bool HttpOnly { get; init; }

    /// <summary>Whether <c>Partitioned</c> is there.</summary>
    public bool Partitioned { get; init; }

    /// <summary>The <c>SameSite</c> attribute.</summary>
    public SameSite SameSite { get; init; }

    /// <summary>Seconds of <c>Max-Age</c>; null when it is absent or no number. Beyond what a number holds, the largest or smallest.</summary>
    public long? MaxAge { get; init; }

    /// <summary>The <c>Expires</c> attribute; null when it is absent or no date.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>What stood in <c>Max-Age</c> or <c>Expires</c> and browsers ignore, such as <c>Max-Age=7d</c>; null when there is nothing of the kind.</summary>
    public string? IgnoredLife { get; init; }

    /// <summary>How long browsers keep it from a moment on; null for as long as the browser session. <c>Max-Age</c> counts before <c>Expires</c> (RFC 6265bis §5.7).</summary>
    public TimeSpan? LifeAt(DateTimeOffset now) =>
        MaxAge is { } age ? TimeSpan.FromSeconds(Math.Clamp(age, -LongestLife, LongestLife)) : Expires - now;

    /// <summary>Whether setting it removes it.</summary>
    public bool IsDeadAt(DateTimeOffset now) => LifeAt(now) <= TimeSpan.Zero;

    /// <summary>Whether name and value together are too long for browsers: 4,096 characters.</summary>
    public bool IsTooLong => Name.Length + Value.Length > LongestCookie;

    /// <summary>Reads one header's value; null for one that browsers ignore altogether.</summary>
    public static SetCookieHeader? Parse(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        foreach (var character in header)
        {
            if (character is '\u007F' or < ' ' and not '\t')
                return null;
        }

        var parts = header.Split(';');
        var equals = parts[0].IndexOf('=', StringComparison.Ordinal);
        var cookie = new SetCookieHeader
        {
            Name = equals < 0 ? "" : Trimmed(parts[0][..equals]),
            Value = Trimmed(parts[0][(equals + 1)..]),
        };
        if (cookie.Name.Length + cookie.Value.Length == 0)
            return null;
        foreach (var part in parts.Skip(1))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            var value = at < 0 ? "" : Trimmed(part[(at + 1)..]);
            if (value.Length <= LongestAttributeValue)
                cookie = cookie.With(Trimmed(at < 0 ? part : part[..at]), value);
        }

        return cookie;
    }

    // The last of several attributes of a name counts.
    private SetCookieHeader With(string name, string value) => name.ToUpperInvariant() switch
    {
        "DOMAIN" => this with { Domain = ReadDomain(value) },
        "PATH" => this with { Path = value.StartsWith('/') ? value : null },
        "SECURE" => this with { Secure = true },
        "HTTPONLY" => this with { HttpOnly = true },
        "PARTITIONED" => this with { Partitioned = true },
        "SAMESITE" => this with { SameSite = ReadSameSite(value) },
        "MAX-AGE" => ReadMaxAge(value) is { } age ? this with { MaxAge = age } : this with { IgnoredLife = $"Max-Age={value}" },
        "EXPIRES" => CookieDate.Parse(value) is { } date ? this with { Expires = date } : this with { IgnoredLife = $"Expires={value}" },
        _ => this,
    };

    // One leading dot is dropped, no more (RFC 6265bis §5.6.3). What is not ASCII stays as it is and matches no host (§5.7, step 8).
    private static string? ReadDomain(string value)
    {
        var domain = value.StartsWith('.') ? value[1..] : value;
        return domain.Length == 0 ? null : Ascii.IsValid(domain) ? domain.ToLowerInvariant() : domain;
    }

    // Digits with a minus before them at most (RFC 6265bis §5.6.2); what no number holds is as long, or as long ago, as can be.
    private static long? ReadMaxAge(string value)
    {
        var isNegative = value.StartsWith('-');
        var digits = value.AsSpan(isNegative ? 1 : 0);
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return null;
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var age) ? age : isNegative ? long.MinValue : long.MaxValue;
    }

    private static SameSite ReadSameSite(string value) => value.ToUpperInvariant() switch
    {
        "NONE" => SameSite.None,
        "LAX" => SameSite.Lax,
        "STRICT" => SameSite.Strict,
        _ => SameSite.Unspecified,
    };

    private static string Trimmed(string text) => text.Trim(' ', '\t');
}
