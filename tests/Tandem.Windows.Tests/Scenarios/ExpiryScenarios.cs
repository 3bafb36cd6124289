using Tandem.Windows.Tests.Lab;

namespace Tandem.Windows.Tests.Scenarios;

/// <summary>What happens when the access token runs out.</summary>
public abstract class ExpiryScenarios<TBrowser>(TBrowser browser) : IClassFixture<TBrowser>
    where TBrowser : Browser
{
    private const int Windows = 5;
    private const int Calls = 20;

    [Fact]
    public async Task Five_windows_with_twenty_refused_calls_each_make_one_refresh()
    {
        await using var scenario = new Scenario(browser, isStrict: true);

        var (called, verdict) = await RefusedCallsAsync(scenario, new { refresh = "on-demand" });

        Assert.All(called, calls => Assert.Equal("20 x 200", calls));
        Assert.Equal(Windows * Calls, scenario.Site.Seen.Count(request => request is { Name: "GET me", Status: 401 }));
        Assert.Empty(verdict.Complaints(expiries: 1));
        Assert.Equal((1, 1), (verdict.Refreshes, verdict.Rotations));
    }

    // Everybody's clock stands still while the token ends at the server, as in sleep; then all call at once.
    private static async Task<(string[] Called, Oracle.SessionVerdict Verdict)> RefusedCallsAsync(Scenario scenario, object options)
    {
        var (windows, oracle) = await scenario.SignInAsync(Windows, options);
        foreach (var window in windows)
        {
            await window.StopClockAsync();
            await window.CallAtGateAsync("end", Calls);
        }

        await Task.Delay(Laboratory.TokenLife + Laboratory.Tolerance + TimeSpan.FromSeconds(2));
        await scenario.Site.OpenGateAsync("end", Windows);
        var r = (await Task.WhenAll(windows.Select(window => window.CalledAsync("end"))), await oracle.JudgeAsync());
        foreach (var w in windows)
            Console.WriteLine("HEARD " + await w.Tab.RunAsync("return lab.heard.map(h => [h.event,h.source,h.cause,h.generation,h.at])"));
        Console.WriteLine(string.Join("; ", scenario.Site.Seen.Where(s => s.Name != "GET me")));
        return r;
    }
}

public sealed class ChromiumExpiryTests(Chromium browser) : ExpiryScenarios<Chromium>(browser);

public sealed class FirefoxExpiryTests(Firefox browser) : ExpiryScenarios<Firefox>(browser);

public sealed class WebKitExpiryTests(WebKit browser) : ExpiryScenarios<WebKit>(browser);
