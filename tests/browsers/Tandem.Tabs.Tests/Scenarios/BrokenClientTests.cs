using Tandem.Tabs.Tests.Lab;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>That the servers notices: clients that lack what the client is made of, in one engine.</summary>
public sealed class BrokenClientTests(Chromium browser) : IClassFixture<Chromium>
{
    private const int MostExpiries = 5;
    private const string Alarm = "alarm refresh_token_reused";

    [Fact]
    public Task A_client_without_its_lock_is_found_out() =>
        IsFoundOutAsync(Alarm, new ClientDefect("/refresh/lock.js", "globalThis.navigator?.locks", "undefined"));

    [Fact]
    public Task A_client_that_people_write_themselves_is_found_out() => IsFoundOutAsync(Alarm, null, new { handwrittenClient = true });

    [Fact]
    public Task A_client_that_does_not_hear_the_others_is_found_out() =>
        IsFoundOutAsync("5 rotations for 1 expiries", new ClientDefect("/tabs/tabs.js", "channel.onmessage", "channel.ignored"));

    [Fact]
    public async Task A_client_that_takes_any_401_for_the_end_is_found_out()
    {
        await using var scenario = new Scenario(browser);
        scenario.Site.Breaks = [new("/refresh/refresh-outcome.js", "problem ? problem.code : ''", "(problem?.code ?? 'session_revoked')")];
        var (windows, _) = await scenario.SignInAsync(1);
        await ProxiedServers.ExpiryAsync();

        scenario.Site.Fault = _ => Task.FromResult(SiteResponse.Html(401, "<!doctype html><title>Welcome to our Wi-Fi</title>"));
        await windows[0].CallAsync();

        // Where the client as packed shows somebody who is stale.
        Assert.Equal("signed-out", await windows[0].ShownAsync());
    }

    // How the windows collide at one expiry is chance; at one of several it is in the way that is looked for.
    private async Task IsFoundOutAsync(string complaint, ClientDefect? breakage, object? options = null)
    {
        var seen = new List<string>();
        for (var expiry = 0; expiry < MostExpiries && !seen.Contains(complaint); expiry++)
        {
            await using var scenario = new Scenario(browser, ServerKind.Strict);
            scenario.Site.Breaks = breakage is null ? [] : [breakage];
            var (_, verdict) = await RefusedCalls.MakeAsync(scenario, options);
            seen.AddRange(verdict.Complaints(expiries: 1));
        }

        Assert.Contains(complaint, seen);
    }
}
