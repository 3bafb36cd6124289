namespace Tandem.AspNetCore.Options;

/// <summary>Overrides of the derived refresh cookie. Each null or empty: derived.</summary>
public sealed class RefreshCookieOptions
{
    /// <summary>Name: <c>__Host-refreshToken</c>, <c>__Secure-refreshToken</c> or <c>refreshToken</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Domain: the public host or a parent of it, without a leading dot.</summary>
    public string? Domain { get; set; }

    /// <summary><c>Lax</c> (default) or <c>Strict</c>.</summary>
    public string? SameSite { get; set; }

    /// <summary>Path; must cover the refresh endpoint. Default <c>/</c>.</summary>
    public string? Path { get; set; }
}
