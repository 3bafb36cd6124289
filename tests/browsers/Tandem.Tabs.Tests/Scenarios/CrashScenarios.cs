using Tandem.Tabs.Tests.Lab;
using Tandem.Tabs.Tests.Measurements;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>Processes that are killed, and such that sleep as with the lid closed.</summary>
public abstract class CrashScenarios<TBrowser>(TBrowser browser) : IClassFixture<TBrowser>
    where TBrowser : Browser
{
    [Fact]
    public async Task A_window_killed_while_it_refreshes_takes_no_session_with_it()
    {
        await using var another = await browser.StartAnotherAsync();
        await using var scenario = new Scenario(another, browser.ProxiedServers.NewSite(ServerKind.Scaled));
        var (windows, oracle) = await scenario.SignInAsync(2);
        var (killed, left) = (windows[0], windows[1]);
        var process = await ApartAsync(another.Engine, killed, left);
        await ProxiedServers.ExpiryAsync();

        var held = HeldResponse.At(scenario.Site);
        await killed.BeginCallAsync("lost");
        await held.Arrived;
        // By itself: WebKit's driver ends its session when a page crashes.
        await left.BeginCallsAsync("left", calls: 2, ProxiedServers.TokenLife + TimeSpan.FromSeconds(1));
        await left.Tab.UntilAsync("(await navigator.locks.query()).pending.length > 0");
        // The server's answer is then older than the leeway.
        await ProxiedServers.WaitAsync(ProxiedServers.Leeway + TimeSpan.FromSeconds(0.5));
        await process.KillAsync();

        await scenario.Site.AnsweredAsync("GET me", 200, times: 1);
        var first = await oracle.JudgeAsync();
        held.Release();
        await scenario.Site.AnsweredAsync("GET me", 200, times: 2);
        var verdict = await oracle.JudgeAsync();
        Assert.Empty(verdict.Complaints(expiries: 2));
        await MeasurementPage.IsAsync(MeasuredScenario.Killed, browser.Profile, $"{first}; at the next expiry {verdict.Since(first)}");
    }

    [Fact]
    public async Task A_window_that_slept_for_lives_of_a_token_is_signed_in()
    {
        var verdict = await Sleep.MeasureAsync(browser, 3 * ProxiedServers.TokenLife);

        await MeasurementPage.IsAsync(MeasuredScenario.Slept, browser.Profile, $"{verdict}, the call was answered");
    }

    [Fact]
    public async Task A_window_that_falls_asleep_with_the_lock_keeps_nobody_signed_out()
    {
        await using var another = await browser.StartAnotherAsync();
        await using var scenario = new Scenario(another, browser.ProxiedServers.NewSite(ServerKind.Scaled));
        var (windows, oracle) = await scenario.SignInAsync(2, new { refresh = "on-demand", requestTimeout = 4_000 });
        var (asleep, awake) = (windows[0], windows[1]);
        var process = await ApartAsync(another.Engine, asleep, awake);
        await ProxiedServers.ExpiryAsync();

        var held = HeldResponse.At(scenario.Site);
        await asleep.BeginCallAsync("before");
        await held.Arrived;
        await process.StopAsync();
        held.Release();
        var called = new List<string>();
        for (var life = 0; life < 3; life++)
        {
            called.Add(await awake.CallAsync());
            await ProxiedServers.ExpiryAsync();
        }

        await process.ContinueAsync();
        var before = await asleep.CalledAsync("before");
        Assert.Equal("1 x 200", await asleep.CallAsync());

        Assert.All(called, calls => Assert.Equal("1 x 200", calls));
        Assert.Equal("1 x 200", await awake.CallAsync());
        var verdict = await oracle.JudgeAsync();
        // One more than expiries: who sleeps cannot tell the others of its own.
        Assert.Empty(verdict.Complaints(expiries: 4 + 1));
        // Its answer and its time limit were due at the same moment.
        Assert.True(before is "1 x 200" or "1 x timed_out", before);
        await MeasurementPage.IsAsync(
            MeasuredScenario.SleptWithLock, browser.Profile, $"{verdict} in 4 expiries, the call of before: {before[4..]}", isSteady: false);
    }

    // Windows of one site may share a process; the other must go on.
    private static async Task<ContentProcess> ApartAsync(IEngine engine, Window window, Window other)
    {
        var process = await ContentProcess.OfAsync(engine, window.Tab);
        Assert.NotEqual(process.Id, (await ContentProcess.OfAsync(engine, other.Tab)).Id);
        return process;
    }
}

public sealed class ChromiumCrashTests(Chromium browser) : CrashScenarios<Chromium>(browser);

public sealed class FirefoxCrashTests(Firefox browser) : CrashScenarios<Firefox>(browser);

public sealed class WebKitCrashTests(WebKit browser) : CrashScenarios<WebKit>(browser);
