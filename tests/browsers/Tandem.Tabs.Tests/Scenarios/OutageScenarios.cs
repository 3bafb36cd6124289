using Tandem.Tabs.Tests.Lab;
using Tandem.Tabs.Tests.Measurements;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>The network or the server is away, or somebody else answers in their place.</summary>
public abstract class OutageScenarios<TBrowser>(TBrowser browser) : IClassFixture<TBrowser>
    where TBrowser : Browser
{
    private const int RetryAfter = 4;

    [Fact]
    public async Task Offline_for_several_lives_of_a_token_ends_no_session()
    {
        await using var scenario = new Scenario(browser);
        var (windows, oracle) = await scenario.SignInAsync(2);
        var window = windows[0];

        scenario.Site.Fault = _ => Task.FromResult(SiteResponse.Cut);
        await ProxiedServers.ExpiryAsync(lives: 3);
        Assert.Equal("1 x network_error", await window.CallAsync());
        var offline = await window.ShownAsync();
        var during = scenario.Site.Refreshes;
        scenario.Site.Fault = null;

        Assert.Equal("2 x 200", await window.CallAsync(2));
        Assert.Equal("1 x 200", await windows[1].CallAsync());
        Assert.Equal(Signed("authenticated"), await window.ShownAsync());
        Assert.Equal(Signed("stale"), offline);
        var verdict = await oracle.JudgeAsync();
        Assert.Empty(verdict.Complaints(expiries: 1));
        Assert.Equal(1, scenario.Site.Refreshes - during);
        await MeasurementPage.IsAsync(MeasuredScenario.Offline, browser.Profile, $"stale, then {(verdict with { Refreshes = 1 })} for both windows, no reload");
    }

    [Fact]
    public async Task A_captive_portal_ends_no_session()
    {
        await using var scenario = new Scenario(browser);
        var (windows, oracle) = await scenario.SignInAsync(1);
        await ProxiedServers.ExpiryAsync();

        var shown = new List<string>();
        foreach (var status in new[] { 200, 401 })
        {
            scenario.Site.Fault = _ => Task.FromResult(SiteResponse.Html(status, "<!doctype html><title>Welcome to our Wi-Fi</title>"));
            Assert.Equal("1 x unexpected_answer", await windows[0].CallAsync());
            shown.Add(await windows[0].ShownAsync());
        }

        scenario.Site.Fault = null;
        Assert.Equal("1 x 200", await windows[0].CallAsync());
        Assert.Equal(Signed("authenticated"), await windows[0].ShownAsync());
        Assert.Equal([Signed("stale"), Signed("stale")], shown);
        var verdict = await oracle.JudgeAsync();
        Assert.Empty(verdict.Complaints(expiries: 1));
        await MeasurementPage.IsAsync(MeasuredScenario.Portal, browser.Profile, $"stale both times, {verdict}");
    }

    [Fact]
    public async Task Retry_After_is_waited_for()
    {
        await using var scenario = new Scenario(browser);
        var (windows, oracle) = await scenario.SignInAsync(1);
        await ProxiedServers.ExpiryAsync();

        var refusals = 0;
        scenario.Site.Fault = exchange => exchange.IsRefresh && Interlocked.Increment(ref refusals) == 1
            ? Task.FromResult(SiteResponse.Problem(503, "busy", ("Retry-After", $"{RetryAfter}")))
            : exchange.PassAsync();
        Assert.Equal("1 x busy", await windows[0].CallAsync());
        var shown = await windows[0].ShownAsync();
        var failed = await windows[0].Tab.RunAsync("return lab.callUntilAnswered(100)");

        Assert.Equal(Signed("stale"), shown);
        Assert.Equal(Signed("authenticated"), await windows[0].ShownAsync());
        Assert.Equal(["busy"], failed.EnumerateObject().Select(kind => kind.Name));
        var refreshes = scenario.Site.Seen.Where(request => request.Name == "POST refresh").TakeLast(2).ToList();
        Assert.True((refreshes[1].At - refreshes[0].At).TotalSeconds > RetryAfter - 0.2, $"{refreshes[0].At} {refreshes[1].At}");
        var verdict = await oracle.JudgeAsync();
        Assert.Empty(verdict.Complaints(expiries: 1));
        await MeasurementPage.IsAsync(MeasuredScenario.RetryAfter, browser.Profile, $"stale; {verdict}, the second refresh after 4 s");
    }

    // Without the lock two refreshes can be under way at once. The older one's answer was lost for so long that the newer one recovered; then it
    // comes after all, with the older cookie.
    [Fact]
    public async Task Answers_that_overtake_each_other_end_no_session()
    {
        await using var scenario = new Scenario(browser);
        string[] without = ["locks"];
        var (windows, oracle) = await scenario.SignInAsync(2, new { refresh = "on-demand", without });
        await ProxiedServers.ExpiryAsync();

        var held = HeldResponse.At(scenario.Site);
        await windows[0].BeginCallAsync("older");
        await held.Arrived;
        await ProxiedServers.WaitAsync(ProxiedServers.Leeway + TimeSpan.FromSeconds(0.5));
        Assert.Equal("1 x 200", await windows[1].CallAsync());
        held.Release();
        Assert.Equal("1 x 200", await windows[0].CalledAsync("older"));
        var first = await oracle.JudgeAsync();

        await ProxiedServers.ExpiryAsync();
        Assert.Equal("1 x 200", await windows[0].CallAsync());
        Assert.Equal("1 x 200", await windows[1].CallAsync());

        var verdict = await oracle.JudgeAsync();
        Assert.Empty(verdict.Complaints(expiries: 2));
        // On a busy machine it may have refreshed once more between the two.
        var refreshes = scenario.Site.Seen.Where(request => request.Name == "POST refresh").ToList();
        var newest = refreshes.SkipLast(1).Max(request => request.Given?.Generation);
        await MeasurementPage.IsAsync(
            MeasuredScenario.Reordered, browser.Profile, $"{first}; the jar went back by one generation, which was taken",
            isSteady: newest == refreshes[^1].Presented!.Generation + 1);
    }

    private static string Signed(string state) => $"{state} {TandemProcess.Email}";
}

public sealed class ChromiumOutageTests(Chromium browser) : OutageScenarios<Chromium>(browser);

public sealed class FirefoxOutageTests(Firefox browser) : OutageScenarios<Firefox>(browser);

public sealed class WebKitOutageTests(WebKit browser) : OutageScenarios<WebKit>(browser);
