using Tandem.Browsers.Cookies;

namespace Tandem.AspNetCore.Browsers;

/// <summary>Overrides of the derived refresh cookie. Each null or empty: derived.</summary>
public sealed class RefreshCookieOptions
{
    /// <summary>Name: <c>__Host-refreshToken</c>, <c>__Secure-refreshToken</c> or <c>refreshToken</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Domain: the public host or a parent of it, without a leading dot.</summary>
    public string? Domain { get; set; }

    /// <summary><c>Lax</c> (default; for pages of other sites <c>None</c>), <c>Strict</c> or <c>None</c>.</summary>
    public string? SameSite { get; set; }

    /// <summary>Path; must cover the refresh endpoint. Default <c>/</c>.</summary>
    public string? Path { get; set; }

    /// <summary>Whether the cookie is kept apart for each site in the address bar. Default: for pages of other sites.</summary>
    public bool? Partitioned { get; set; }

    /// <summary>
    /// Cookies that were set before the configuration changed, each as <c>NAME; Domain=...; Path=...; Until=YYYY-MM-DD</c>. Read until the end
    /// of that day where the present cookie is absent.
    /// </summary>
    public IReadOnlyList<string> Former { get; set; } = [];

    /// <summary>As the core takes it; only what can be read.</summary>
    internal CookieOverrides ToOverrides() => new(
        Name, Domain?.TrimStart('.'), Path, Enum.TryParse<SameSite>(SameSite, out var sameSite) ? sameSite : null, Partitioned)
    {
        Former = [.. Former.Select(FormerCookie.Parse).OfType<FormerCookie>().OrderBy(former => RefreshCookie.Names.Index().First(name => name.Item == former.Name).Index)],
    };
}
