using System.Globalization;

namespace Tandem.Browsers.Cookies;

/// <summary>
/// The refresh cookie as it was set before the configuration changed. Read until a date, where the present one is absent; cleared by signing
/// out for as long as it is listed.
/// </summary>
/// <param name="Name">With its prefix.</param>
/// <param name="Domain">The <c>Domain</c> attribute, without a leading dot; null for a cookie of one host.</param>
/// <param name="Path">The <c>Path</c> attribute.</param>
/// <param name="Until">When it is no longer read: the end of the day that was named, UTC.</param>
internal sealed record FormerCookie(string Name, string? Domain, string Path, DateTimeOffset Until)
{
    /// <summary>How one is written.</summary>
    public const string Form = "`NAME; Until=YYYY-MM-DD`, with `Domain=` and `Path=` if it had them";

    /// <summary>Reads one, such as <c>__Secure-refreshToken; Domain=example.com; Until=2027-03-31</c>; null for anything else.</summary>
    public static FormerCookie? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        if (!RefreshCookie.Names.Contains(parts[0]))
            return null;
        string? domain = null, path = null;
        DateTimeOffset? until = null;
        foreach (var (name, value) in parts.Skip(1).Select(Attribute))
        {
            switch (name)
            {
                case "DOMAIN" when domain is null && value.TrimStart('.') is { Length: > 0 } host && !host.Any(char.IsAsciiLetterUpper) && IsPlain(host):
                    domain = host;
                    break;
                case "PATH" when path is null && value.StartsWith('/') && IsPlain(value):
                    path = value;
                    break;
                case "UNTIL" when until is null && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue:
                    until = new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
                    break;
                default:
                    return null;
            }
        }

        return until is { } end ? new(parts[0], domain, path ?? "/", end) : null;
    }

    private static (string Name, string Value) Attribute(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (part, "") : (part[..equals].Trim().ToUpperInvariant(), part[(equals + 1)..].Trim());
    }

    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
