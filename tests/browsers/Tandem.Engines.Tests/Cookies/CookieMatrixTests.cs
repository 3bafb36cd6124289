using Tandem.Browsers;
using Tandem.Processes.Testing;

namespace Tandem.Engines.Tests.Cookies;

/// <summary>Every kind of cookie, from every place of a page, by every way of calling: in engines as people use them.</summary>
public sealed class CookieMatrixTests
{
    // WebKitGTK without Intelligent Tracking Prevention is nobody's default, so no rule is about it.
    private static readonly Dictionary<EngineProfile, BrowserProfile> Rules = new()
    {
        [EngineProfile.Chromium] = BrowserProfile.Chromium,
        [EngineProfile.ChromiumBlocking] = BrowserProfile.ChromiumBlocking,
        [EngineProfile.Firefox] = BrowserProfile.Firefox,
        [EngineProfile.WebKit] = BrowserProfile.SafariBeforePartitioned,
    };

    public static TheoryData<EngineProfile> Forecast { get; } = [.. Rules.Keys];

    public static TheoryData<EngineProfile> Profiles { get; } = [.. EngineProfile.All];

    [Theory, MemberData(nameof(Profiles))]
    public async Task An_engine_still_does_what_was_measured(EngineProfile profile)
    {
        var measured = await CookieMeasurements.OfAsync(profile);
        if (Environment.GetEnvironmentVariable("TANDEM_UPDATE") == "1")
            return;

        var page = (await File.ReadAllTextAsync(Repository.PathOf(MeasurementPage.File), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var table = MeasurementPage.Table(measured);
        Assert.True(page.Contains($", {profile.Settings}\n\n{table}", StringComparison.Ordinal), $"{measured.Version} did:\n{table}\nRun with TANDEM_UPDATE=1 when that is so.");
    }

    [Theory, MemberData(nameof(Forecast))]
    public async Task An_engine_does_what_the_rules_say(EngineProfile profile)
    {
        var browser = Rules[profile];
        var measured = await CookieMeasurements.OfAsync(profile);

        var cells = measured.Places.SelectMany(place => Cells(place, new(browser, place.Place))).ToList();

        Assert.Equal(PagePlace.All.Count * Enum.GetValues<CookieKind>().Length * 11, cells.Count);
        Assert.Empty(cells.Where(cell => cell.Did != cell.Said).Select(cell => $"{cell.What}: the engine {cell.Did}, the rules {cell.Said}"));
    }

    // Fetch Metadata §2.3.
    [Theory, MemberData(nameof(Forecast))]
    public async Task Sec_Fetch_Site_is_what_the_rules_say(EngineProfile profile)
    {
        var measured = await CookieMeasurements.OfAsync(profile);

        foreach (var place in measured.Places)
        {
            var forecasts = new CookieForecasts(Rules[profile], place.Place);
            foreach (var way in new[] { RequestTrigger.Post, RequestTrigger.Get, RequestTrigger.Link })
                Assert.Equal((place.Place, way, forecasts.Site(way)), (place.Place, way, place.ReceivedRequests[way].Site));
            // Chromium sends no fetch metadata with the handshake of a WebSocket.
            Assert.Equal(profile.Family == EngineFamily.Chromium ? null : forecasts.Site(RequestTrigger.WebSocket), place.ReceivedRequests[RequestTrigger.WebSocket].Site);
            Assert.Equal("none", place.ReceivedRequests[RequestTrigger.Visit].Site);
        }
    }

    [Theory, MemberData(nameof(Profiles))]
    public async Task Each_post_and_each_WebSocket_says_where_it_comes_from(EngineProfile profile)
    {
        var measured = await CookieMeasurements.OfAsync(profile);

        foreach (var place in measured.Places)
        {
            foreach (var way in new[] { RequestTrigger.Post, RequestTrigger.WebSocket })
                Assert.Equal(place.Place.Page, new Uri(place.ReceivedRequests[way].Origin!).Host);
        }
    }

    [Fact]
    public async Task The_measurements_can_be_read()
    {
        var all = new List<EngineMeasurement>();
        foreach (var profile in EngineProfile.All)
            all.Add(await CookieMeasurements.OfAsync(profile));
        var page = MeasurementPage.Write(all);
        var path = Repository.PathOf(MeasurementPage.File);
        if (Environment.GetEnvironmentVariable("TANDEM_UPDATE") == "1")
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);

        // Versions change with the machine; the tables have a test each.
        Assert.Equal(Text(page), Text((await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n")));
    }

    private static IEnumerable<string> Text(string page) => page.Split('\n').Where(line => line is not ['|' or '#', ..]);

    private static IEnumerable<(string What, bool Did, bool Said)> Cells(PlaceMeasurement place, CookieForecasts forecasts)
    {
        foreach (var kind in Enum.GetValues<CookieKind>())
        {
            yield return ($"{place.Place} {kind} stored", place.Stored(kind), forecasts.Stored(kind));
            foreach (var source in Enum.GetValues<CookieSource>())
            {
                foreach (var way in Enum.GetValues<RequestTrigger>())
                    yield return ($"{place.Place} {kind} from {source} by {way}", place.Sent(source, kind, way), forecasts.Sent(source, kind, way));
            }
        }
    }
}
