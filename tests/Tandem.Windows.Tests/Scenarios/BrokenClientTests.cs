using Tandem.Windows.Tests.Lab;

namespace Tandem.Windows.Tests.Scenarios;

/// <summary>That the laboratory notices: clients that lack what the client is made of, in one engine.</summary>
public sealed class BrokenClientTests(Chromium browser) : IClassFixture<Chromium>
{
    private const int MostExpiries = 5;

    [Fact]
    public Task A_client_without_its_lock_is_found_out() =>
        IsFoundOutAsync(new Breakage("/refresh/lock.js", "globalThis.navigator?.locks", "undefined"));

    [Fact]
    public Task A_client_that_people_write_themselves_is_found_out() => IsFoundOutAsync(null, new { handwrittenClient = true });

    [Fact]
    public Task A_client_that_does_not_hear_the_others_is_found_out() =>
        IsFoundOutAsync(new Breakage("/tabs/tabs.js", "channel.onmessage", "channel.ignored"));

    [Fact]
    public async Task A_client_that_takes_any_401_for_the_end_is_found_out()
    {
        await using var scenario = new Scenario(browser);
        scenario.Site.Breaks = [new("/refresh/refresh-outcome.js", "problem ? problem.code : ''", "(problem?.code ?? 'session_revoked')")];
        var (windows, _) = await scenario.SignInAsync(1);
        await Laboratory.ExpiryAsync();

        scenario.Site.Fault = _ => Task.FromResult(SiteAnswer.Html(401, "<!doctype html><title>Welcome to our Wi-Fi</title>"));
        await windows[0].CallAsync();

        // Where the client as packed shows somebody who is stale.
        Assert.Equal("signed-out", await windows[0].ShownAsync());
    }

    // Chance decides at one expiry whether the windows collide; at one of several they do.
    private async Task IsFoundOutAsync(Breakage? breakage, object? options = null)
    {
        for (var expiry = 0; expiry < MostExpiries; expiry++)
        {
            await using var scenario = new Scenario(browser, ServerKind.Strict);
            scenario.Site.Breaks = breakage is null ? [] : [breakage];
            var (_, verdict) = await RefusedCalls.MakeAsync(scenario, options);
            if (verdict.Complaints(expiries: 1).Count > 0)
                return;
        }

        Assert.Fail("Nothing was noticed.");
    }
}
