namespace Tandem.Engines.Tests.Cookies;

/// <summary>What an engine did, place by place.</summary>
internal sealed record EngineMeasurement(EngineProfile Profile, string Version, IReadOnlyList<PlaceMeasurement> Places)
{
    /// <summary>
    /// Runs the engine, anew for each place: Firefox lets a site have its cookies under another for a while once a link led from there to
    /// here, and what one place taught must not show in the next.
    /// </summary>
    public static async Task<EngineMeasurement> TakeAsync(EngineProfile profile)
    {
        using var authority = new LabAuthority();
        await using var probe = new CookieProbe(authority);
        await probe.StartAsync();
        var version = "";
        var places = new List<PlaceMeasurement>();
        foreach (var place in PagePlace.All)
        {
            await using var engine = await Engine.StartAsync(profile, authority);
            version = engine.Version;
            places.Add(await TakeAsync(probe, await engine.OpenTabAsync(), place));
        }

        return new(profile, version, places);
    }

    private static async Task<PlaceMeasurement> TakeAsync(CookieProbe probe, ITab tab, PagePlace place)
    {
        await tab.GoToAsync(probe.PlantUrl(place));
        await tab.GoToAsync(probe.PageUrl(place));
        await probe.PageEndedAsync(place);
        await tab.ClickAsync(place.Top is null ? "a" : "iframe");
        await probe.ArrivalAsync(place, RequestTrigger.Link);
        await tab.UntilAsync("location.search.endsWith('way=Link') && document.readyState === 'complete'");
        await tab.GoToAsync(probe.ArriveUrl(place, RequestTrigger.Visit));

        var arrivals = new Dictionary<RequestTrigger, ReceivedRequest>();
        foreach (var way in Enum.GetValues<RequestTrigger>())
            arrivals[way] = await probe.ArrivalAsync(place, way);
        var measured = new PlaceMeasurement(place, arrivals);
        // "Not sent" means something only of a cookie that is there.
        foreach (var kind in new[] { CookieKind.Strict, CookieKind.Lax, CookieKind.None })
            Assert.True(measured.Sent(CookieSource.Visit, kind, RequestTrigger.Visit), $"{place}: a visit did not store the {kind} cookie.");
        return measured;
    }
}
