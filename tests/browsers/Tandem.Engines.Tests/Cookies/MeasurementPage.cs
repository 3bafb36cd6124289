using System.Text;

namespace Tandem.Engines.Tests.Cookies;

/// <summary>The measurements as a page for readers.</summary>
internal static class MeasurementPage
{
    public const string File = "docs/reference/browser-measurements.md";

    private const string Beginning = """
        # What browser engines do with cookies, measured

        <!-- Made by tests/browsers/Tandem.Engines.Tests from what the engines did. Do not edit: run it with TANDEM_UPDATE=1. -->

        Each engine ran over HTTPS with the API on `https://api.example.com`, and what arrived there was noted. Every cookie is
        `Secure; HttpOnly; Path=/; Max-Age=604800`, of one host. A page in each place did this:

        1. The API was visited in a tab and set one cookie of each kind (*from a visit*).
        2. The page was opened and asked the API by a `fetch` with credentials for another of each kind (*from the page's fetch*, as a sign-in is).
        3. The page called the API by `fetch` POST, `fetch` GET and WebSocket, and a link to the API was clicked, which opened in the whole tab.
        4. The API's address was typed. *Stored* says that a cookie from the page's fetch came back in step 3 or 4.

        A test compares all of it with the rules in `src/Tandem/Browser`, from which the cookie is planned. WebKitGTK stands in for Safari: it
        has the same engine, but another network library, which takes a `Partitioned` cookie for one with `SameSite=None`. What Safari 26.2 and
        later do with `Partitioned` is therefore inferred from their vendor's documents, not measured.

        """;

    public static string Write(IReadOnlyList<EngineMeasurement> measurements) =>
        string.Join('\n', [Beginning, .. measurements.Select(Section)]).TrimEnd('\n') + "\n";

    /// <summary>The part about one engine, without its version.</summary>
    public static string Table(EngineMeasurement measurement)
    {
        var text = new StringBuilder()
            .Append("| page on | cookie | stored | from a visit: POST | GET | WebSocket | link | from the page's fetch: POST | GET | WebSocket | link |\n")
            .Append("|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var place in measurement.Places)
        {
            foreach (var kind in Enum.GetValues<CookieKind>())
                text.Append("| ").AppendJoin(" | ", Row(place, kind)).Append(" |\n");
        }

        text.Append("\n| page on | `Sec-Fetch-Site`: POST | GET | WebSocket | link | `Origin`: POST | GET | WebSocket | link |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var place in measurement.Places)
            text.Append("| ").AppendJoin(" | ", [place.Place.Description, .. Triggers.Select(way => place.ReceivedRequests[way].Site ?? "-"), .. Triggers.Select(way => Origin(place, way))]).Append(" |\n");
        return text.ToString();
    }

    private static readonly RequestTrigger[] Triggers = [RequestTrigger.Post, RequestTrigger.Get, RequestTrigger.WebSocket, RequestTrigger.Link];

    private static string Section(EngineMeasurement measurement) =>
        $"## {measurement.Version}, {measurement.Profile.Settings}\n\n{Table(measurement)}";

    private static IEnumerable<string> Row(PlaceMeasurement place, CookieKind kind) =>
    [
        place.Place.Description,
        kind == CookieKind.Partitioned ? "None, Partitioned" : kind.ToString(),
        Word(place.Stored(kind)),
        .. from source in Enum.GetValues<CookieSource>() from way in Triggers select Word(place.Sent(source, kind, way)),
    ];

    // Ports differ from run to run.
    private static string Origin(PlaceMeasurement place, RequestTrigger way) =>
        place.ReceivedRequests[way].Origin is not { } origin ? "-" : Uri.TryCreate(origin, UriKind.Absolute, out var url) ? url.Host : origin;

    private static string Word(bool yes) => yes ? "yes" : "no";
}
