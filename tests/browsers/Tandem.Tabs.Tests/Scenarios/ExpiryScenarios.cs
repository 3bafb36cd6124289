using Tandem.Tabs.Tests.Lab;
using Tandem.Tabs.Tests.Measurements;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>Many windows, and the access token runs out.</summary>
public abstract class ExpiryScenarios<TBrowser>(TBrowser browser) : IClassFixture<TBrowser>
    where TBrowser : Browser
{
    [Fact]
    public async Task Five_windows_with_twenty_refused_calls_each_rotate_once()
    {
        await using var scenario = new Scenario(browser);

        var (called, verdict) = await RefusedCalls.MakeAsync(scenario);

        Assert.Empty(verdict.Complaints(expiries: 1));
        Assert.All(called, calls => Assert.Equal("20 x 200", calls));
        // Lock and message travel separately: on a busy machine the lock may be there first, and the same is asked again.
        Assert.InRange(verdict.Refreshes, 1, 2);
        var refused = scenario.Site.Seen.Count(request => request is { Name: "GET me", Status: 401 });
        await MeasurementPage.IsAsync(
            MeasuredScenario.Windows, browser.Profile, $"{refused} refused, {verdict}, all repeated with success", isSteady: verdict.Refreshes == 1);
    }

    [Fact]
    public async Task Strict_one_time_use_finds_nothing_presented_twice()
    {
        await using var scenario = new Scenario(browser, ServerKind.Strict);

        var (called, verdict) = await RefusedCalls.MakeAsync(scenario);

        // The matter is the alarm; what the lock brought before the message rotates here.
        Assert.Empty(verdict.Complaints(expiries: 2));
        Assert.All(called, calls => Assert.Equal("20 x 200", calls));
        await MeasurementPage.IsAsync(MeasuredScenario.Strict, browser.Profile, "nothing presented twice, all repeated with success");
    }

    [Fact]
    public async Task Windows_that_renew_ahead_of_expiry_do_it_once_for_all()
    {
        await using var scenario = new Scenario(browser, ServerKind.Strict);
        var (windows, oracle) = await scenario.SignInAsync(3, new { refresh = "proactive" });
        var waited = System.Diagnostics.Stopwatch.StartNew();
        await ProxiedServers.ExpiryAsync(lives: 4);

        var called = await Task.WhenAll(windows.Select(window => window.CallAsync()));
        var verdict = await oracle.JudgeAsync();
        // Each renewal comes after half a life less a twentieth of it.
        var most = (int)Math.Ceiling(waited.Elapsed / (ProxiedServers.TokenLife * 0.45));

        Assert.All(called, calls => Assert.Equal("1 x 200", calls));
        Assert.Empty(verdict.Complaints(most));
        Assert.InRange(verdict.Refreshes, 4, most);
        await MeasurementPage.IsAsync(MeasuredScenario.Ahead, browser.Profile, "at most one refresh per half life, each rotates");
    }

    [Fact]
    public async Task Windows_that_share_nothing_but_the_cookie_stay_signed_in()
    {
        await using var scenario = new Scenario(browser);
        string[] without = ["locks", "channel"];
        var (windows, oracle) = await scenario.SignInAsync(3, new { refresh = "on-demand", without });
        foreach (var window in windows)
            await window.CallAtGateAsync("end", 5);
        await ProxiedServers.ExpiryAsync();

        await scenario.Site.OpenGateAsync("end", windows.Count);

        Assert.All(await Task.WhenAll(windows.Select(window => window.CalledAsync("end"))), calls => Assert.Equal("5 x 200", calls));
        var verdict = await oracle.JudgeAsync();
        Assert.Empty(verdict.Complaints(expiries: 1));
        // On a busy machine one may come so late that it recovers what another was given.
        await MeasurementPage.IsAsync(MeasuredScenario.NothingShared, browser.Profile, $"{verdict with { Recoveries = 0 }}, every call answered");
    }
}

public sealed class ChromiumExpiryTests(Chromium browser) : ExpiryScenarios<Chromium>(browser);

public sealed class FirefoxExpiryTests(Firefox browser) : ExpiryScenarios<Firefox>(browser);

public sealed class WebKitExpiryTests(WebKit browser) : ExpiryScenarios<WebKit>(browser);
