namespace Tandem.Browsers.Cookies;

/// <summary>What of the refresh cookie is chosen rather than derived. Null: derived.</summary>
/// <param name="Name">Name, prefix included.</param>
/// <param name="Domain">Domain, without a leading dot.</param>
/// <param name="Path">Path.</param>
/// <param name="SameSite">SameSite, for pages of every site.</param>
/// <param name="Partitioned">Partitioned, for pages of every site.</param>
public sealed record CookieOverrides(
    string? Name = null, string? Domain = null, string? Path = null, SameSite? SameSite = null, bool? Partitioned = null);
