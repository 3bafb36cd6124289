namespace Tandem.Engines.Tests.Cookies;

/// <summary>The kinds of cookie compared; all are Secure, HttpOnly, of one host, and live a week.</summary>
internal enum CookieKind
{
    Strict,
    Lax,
    None,

    /// <summary><c>SameSite=None; Partitioned</c>.</summary>
    Partitioned,
}
