namespace Tandem.Engines.Tests.Cookies;

/// <summary>Where the page is that calls the API.</summary>
/// <param name="Name">A short name.</param>
/// <param name="Description">For a reader of tables.</param>
/// <param name="Page">The host of the page.</param>
/// <param name="Top">The host of the page around it; null when it has the tab for itself.</param>
internal sealed record PagePlace(string Name, string Description, string Page, string? Top = null)
{
    /// <summary>
    /// The host of the API. Not under <c>.test</c>: libsoup takes subdomains of a top-level domain that the Public Suffix List does not
    /// name for other sites.
    /// </summary>
    public const string Api = "api.example.com";

    public static IReadOnlyList<PagePlace> All { get; } =
    [
        new("same-origin", "the API's own origin", Api),
        new("sibling", "a sibling subdomain", "crm.example.com"),
        new("other-site", "another site", "app.example.org"),
        new("framed-sibling", "a sibling subdomain, framed by another site", "crm.example.com", "app.example.org"),
        new("framed-own", "the API's own origin, framed by another site", Api, "app.example.org"),
    ];

    public override string ToString() => Name;
}
