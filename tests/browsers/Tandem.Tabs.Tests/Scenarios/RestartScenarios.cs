using Tandem.Tabs.Tests.Lab;
using Tandem.Tabs.Tests.Oracle;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>Browsers that are killed as by a crash or an empty battery, and started again.</summary>
public abstract class RestartScenarios<TBrowser>(TBrowser browser) : IClassFixture<TBrowser>
    where TBrowser : Browser
{
    // Chromium writes its cookies every 30 s.
    private static readonly TimeSpan Written = TimeSpan.FromSeconds(35);

    [Fact]
    public async Task A_browser_killed_after_a_refresh_and_started_again_is_signed_in()
    {
        using var home = new EngineHome();
        var site = browser.ProxiedServers.NewSite(ServerKind.Scaled);
        SessionOracle oracle;
        await using (var another = await browser.StartAnotherAsync(home))
        {
            await using var scenario = new Scenario(another, site);
            (var windows, oracle) = await scenario.SignInAsync(1);
            await ProxiedServers.WaitAsync(Written);
            Assert.Equal("1 x 200", await windows[0].CallAsync());
            // The leeway is over when the cookie of before comes again.
            await ProxiedServers.WaitAsync(ProxiedServers.Leeway + TimeSpan.FromSeconds(0.5));
            await another.Engine.KillAsync();
        }

        await using var again = await browser.StartAnotherAsync(home);
        await using var after = new Scenario(again, site);
        var window = await after.OpenAsync();
        Assert.Equal($"authenticated {TandemProcess.Email}", await window.ShownAsync());
        await ProxiedServers.ExpiryAsync();
        Assert.Equal("1 x 200", await window.CallAsync());

        await Restart.IsAsync(browser.Profile, site, oracle);
    }
}

public sealed class ChromiumRestartTests(Chromium browser) : RestartScenarios<Chromium>(browser);

public sealed class FirefoxRestartTests(Firefox browser) : RestartScenarios<Firefox>(browser);

/// <summary>Under automation WebKitGTK keeps no cookies on disk, so here its page acts by itself.</summary>
public sealed class WebKitRestartTests(ProxiedServers servers)
{
    [Fact]
    public async Task A_browser_killed_after_a_refresh_and_started_again_is_signed_in()
    {
        using var home = new EngineHome();
        var site = servers.NewSite(ServerKind.Scaled);
        var page = new Uri(site.Url, $"/unattended.html#email={TandemProcess.Email}&password={Uri.EscapeDataString(TandemProcess.Password)}");
        SessionOracle oracle;
        await using (var browser = await UnattendedWebKit.OpenAsync(page, home))
        {
            await site.AnsweredAsync("POST login", 200, times: 1);
            oracle = await SessionOracle.WatchAsync(site, site.Seen.Single(request => request.Name == "POST login").Given!.Session);
            await ProxiedServers.ExpiryAsync();
            await site.OpenGateAsync("call", pages: 1);
            await site.AnsweredAsync("GET me", 200, times: 1);
            await ProxiedServers.WaitAsync(ProxiedServers.Leeway + TimeSpan.FromSeconds(0.5));
            await browser.KillAsync();
        }

        await using var again = await UnattendedWebKit.OpenAsync(page, home);
        // The gate is open still: the page calls at once, and once more when its token has run out.
        await site.AnsweredAsync("GET me", 200, times: 3);

        Assert.Single(site.Seen, request => request.Name == "POST login");
        await Restart.IsAsync(EngineProfile.WebKit, site, oracle);
    }
}
