namespace Tandem.AspNetCore.Browsers;

/// <summary>
/// Headers that protect a whole host. Tandem's responses have them; the application's have them only where they were asked for, since an
/// application may have its own, or reasons for none.
/// </summary>
public sealed class SecurityHeaderOptions
{
    /// <summary>
    /// Whether the application's own responses get <c>X-Content-Type-Options: nosniff</c> and, where the public URL is HTTPS,
    /// <c>Strict-Transport-Security</c> for a year (RFC 6797 §6.1). Default false.
    /// </summary>
    public bool OnApplication { get; set; }

    /// <summary>
    /// Whether <c>Strict-Transport-Security</c> has <c>includeSubDomains</c> (RFC 6797 §6.1.2), which closes plain HTTP on every host below the
    /// public one for a year. Default false.
    /// </summary>
    public bool IncludeSubDomains { get; set; }
}
