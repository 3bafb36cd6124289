namespace Tandem.Browsers.Cookies;

/// <summary>The <c>SameSite</c> attribute (RFC 6265bis §4.1.2.7).</summary>
internal enum SameSite
{
    /// <summary>Not stated, or not one of the three.</summary>
    Unspecified,

    /// <summary>Sent with requests of every site, as far as the browser lets third-party cookies be.</summary>
    None,

    /// <summary>Sent with requests of the same site, and when a link from elsewhere opens a page.</summary>
    Lax,

    /// <summary>Sent with requests of the same site only.</summary>
    Strict,
}
