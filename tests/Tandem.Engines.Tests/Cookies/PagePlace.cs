namespace Tandem.Engines.Tests.Cookies;

/// <summary>Where the page is that calls the API.</summary>
/// <param name="Name">A short name.</param>
/// <param name="Description">For a reader of tables.</param>
/// <param name="Page">The host of the page.</param>
/// <param name="Top">The host of the page around it; null when it has the tab for itself.</param>
internal sealed record PagePlace(string Name, string Description, string Page, string? Top = null)
{
    /// <summary>The host of the API.</summary>
    public const string Api = "api.example.test";

    public static IReadOnlyList<PagePlace> All { get; } =
    [
        new("same-origin", "the API's own origin", Api),
        new("sibling", "a sibling subdomain", "crm.example.test"),
        new("other-site", "another site", "app.other.test"),
        new("framed", "a sibling subdomain, in a frame of another site", "crm.example.test", "app.other.test"),
    ];

    public override string ToString() => Name;
}
