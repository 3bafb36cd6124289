using Tandem.Tabs.Tests.Measurements;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>What is left after a sign-out.</summary>
public abstract class SignOutScenarios<TBrowser>(TBrowser browser) : IClassFixture<TBrowser>
    where TBrowser : Browser
{
    // Another window's message makes an engine throw the page away, which is as well.
    [Fact]
    public async Task Going_back_after_a_sign_out_shows_nobody() =>
        await MeasurementPage.IsAsync(MeasuredScenario.Back, browser.Profile, await GoBackAsync(null));

    [Fact]
    public async Task Going_back_after_a_sign_out_that_the_page_did_not_hear_of_shows_nobody()
    {
        string[] without = ["channel"];
        await MeasurementPage.IsAsync(MeasuredScenario.BackUnheard, browser.Profile, await GoBackAsync(new { without }));
    }

    private async Task<string> GoBackAsync(object? options)
    {
        await using var scenario = new Scenario(browser);
        var (windows, oracle) = await scenario.SignInAsync(2, options);
        var left = windows[1];

        await left.Tab.GoToAsync(new Uri(scenario.Site.Url, "/away.html"));
        await windows[0].SignOutAsync();
        await left.Tab.GoBackAsync();
        await left.Tab.UntilAsync("window.lab && ['signed-out', 'anonymous'].includes(document.querySelector('#state').textContent)");

        // Nobody's name beside it.
        var shown = await left.ShownAsync();
        Assert.DoesNotContain('@', shown);
        Assert.Equal(["session_ended"], (await oracle.JudgeAsync()).Alarms);
        var restored = (await left.Tab.RunAsync("return lab.restored.length")).GetInt32() > 0;
        return $"{(restored ? "restored from the cache" : "loaded anew")}, {shown}";
    }
}

public sealed class ChromiumSignOutTests(Chromium browser) : SignOutScenarios<Chromium>(browser);

public sealed class FirefoxSignOutTests(Firefox browser) : SignOutScenarios<Firefox>(browser);

public sealed class WebKitSignOutTests(WebKit browser) : SignOutScenarios<WebKit>(browser);
