using Tandem.Tabs.Tests.Lab;
using Tandem.Tabs.Tests.Measurements;
using Tandem.Tabs.Tests.Oracle;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>The React package under Strict Mode, in React's development build, with the server's defaults.</summary>
public abstract class ReactScenarios<TBrowser>(TBrowser browser) : IClassFixture<TBrowser>
    where TBrowser : Browser
{
    [Fact]
    public async Task Navigations_refresh_nothing_and_a_reload_refreshes_once()
    {
        await using var scenario = new Scenario(browser, ServerKind.AsItComes);
        var window = await scenario.OpenTabAsync(isFront: true);
        await window.LoadReactAsync();
        var session = await window.SignInAsync();
        await window.Tab.UntilAsync("shown.at(-1) === 'page'");
        var oracle = await SessionOracle.WatchAsync(scenario.Site, session);

        await window.Tab.RunAsync("shown.length = 0");
        await NavigateAsync(window, 1, 50);
        // WebKit allows a page 100 new entries in its history within 30 s.
        if (browser.Profile.Family == EngineFamily.WebKit)
            await ProxiedServers.WaitAsync(TimeSpan.FromSeconds(31));
        await NavigateAsync(window, 51, 100);
        await window.Tab.UntilAsync("document.querySelector('[data-view=page]').textContent.startsWith('100 ')");
        var navigated = await oracle.JudgeAsync();
        var flashes = (await window.Tab.RunAsync("return shown.filter((view) => view !== 'page').length")).GetInt32();

        await window.Tab.RunAsync("window.before = true; setTimeout(() => location.reload())");
        await window.Tab.UntilAsync("!window.before && window.lab && lab.session().status !== 'loading' && shown.at(-1) === 'page'");
        var reloaded = await oracle.JudgeAsync();
        var views = await window.Tab.RunAsync("return shown.join(', ')");

        Assert.Equal((0, 0), (navigated.Refreshes, flashes));
        Assert.Empty(reloaded.Complaints(expiries: 1));
        await MeasurementPage.IsAsync(
            MeasuredScenario.StrictMode,
            browser.Profile,
            $"{navigated.Refreshes} refreshes, {flashes} flashes; the reload: {reloaded}, shown were {views.GetString()}");
    }

    private static async Task NavigateAsync(Window window, int first, int last) =>
        await window.Tab.RunAsync($"for (let page = {first}; page <= {last}; page++) await lab.router.navigate(`/react/${{page}}`)");
}

public sealed class ChromiumReactTests(Chromium browser) : ReactScenarios<Chromium>(browser);

public sealed class FirefoxReactTests(Firefox browser) : ReactScenarios<Firefox>(browser);

public sealed class WebKitReactTests(WebKit browser) : ReactScenarios<WebKit>(browser);
