using Microsoft.AspNetCore.Builder;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Tests.CookieSessions;
using Tandem.AspNetCore.Tests.Refresh;
using Tandem.AspNetCore.Tests.Sessions.Time;
using Tandem.MasterKeys;
using Tandem.Operations;
using Tandem.Processes.Testing;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.SecurityEvents;

/// <summary>What is refused costs the log next to nothing, however often it is sent. J4, J5.</summary>
public sealed class RefusalFloodTests
{
    private const string Foreign = "https://evil.example";

    [Fact]
    public async Task A_flood_is_one_event_a_minute_and_the_next_one_says_how_many_there_were()
    {
        await using var host = await TandemHost.StartAsync();
        var signedIn = await host.SignInAsync();
        for (var request = 0; request < 50; request++)
            await RefreshAsync(host, signedIn, Foreign);
        Assert.Equal(0, Assert.Single(await host.EventsAsync<OriginRefused>()).More);

        host.Time.Advance(RefusalLog.Window - TimeSpan.FromMilliseconds(1));
        await RefreshAsync(host, signedIn, Foreign);
        Assert.Single(await host.EventsAsync<OriginRefused>());
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        await RefreshAsync(host, signedIn, Foreign);

        Assert.Equal([0, 50], (await host.EventsAsync<OriginRefused>()).Select(refused => refused.More));
    }

    [Fact]
    public async Task What_was_left_out_is_told_when_no_more_come()
    {
        await using var host = await TandemHost.StartAsync();
        var signedIn = await host.SignInAsync();
        for (var request = 0; request < 10; request++)
            await RefreshAsync(host, signedIn, Foreign);

        await Eventually.IsTrueAsync(async () =>
        {
            host.Time.Advance(TimeSpan.FromSeconds(20));
            return (await host.EventsAsync<OriginRefused>()).Count == 2;
        });

        Assert.Equal(10, (await host.EventsAsync<OriginRefused>()).Sum(refused => 1 + refused.More));
    }

    [Fact]
    public async Task What_was_left_out_is_told_before_the_process_ends()
    {
        await using var host = await TandemHost.StartAsync();
        var signedIn = await host.SignInAsync();
        for (var request = 0; request < 10; request++)
            await RefreshAsync(host, signedIn, Foreign);

        await host.StopAsync();
        await host.StartAgainAsync();

        Assert.Equal([0, 8], (await host.EventsAsync<OriginRefused>()).Select(refused => refused.More));
    }

    [Fact]
    public async Task Addresses_are_counted_by_themselves_and_together_when_there_are_too_many()
    {
        await using var host = await TandemHost.StartAsync([("ForwardedHeaders:KnownProxies", "127.0.0.0/8")]);
        var signedIn = await host.SignInAsync();
        var addresses = Enumerable.Range(0, 2 * RefusalLog.Parties).Select(number => $"203.0.{number / 200}.{number % 200}")
            .Concat(Enumerable.Range(0, 50).Select(number => $"2001:db8:0:1::{number:x}"));
        foreach (var address in addresses)
            await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookie(signedIn.RefreshToken).Origin(Foreign).Header("X-Forwarded-For", address));

        var written = await host.EventsAsync<OriginRefused>();

        // One for each of the first hundred, one for the rest of their network, one for the other network.
        Assert.Equal(RefusalLog.Parties + 2, written.Count);
        Assert.Equal(["203.0.0.0", "203.0.0.1"], written.Take(2).Select(refused => refused.Context.Address));
    }

    [Fact]
    public async Task One_request_with_many_dead_tokens_tries_four_and_counts_as_four()
    {
        await using var host = await TandemHost.StartAsync([("RateLimits:IncludeLoopback", "true"), ("RateLimits:PerAddress:Refresh", "10")]);
        var cookies = string.Join("; ", Enumerable.Range(0, 200).Select(number => "refreshToken=" + DeadToken(host, number)));
        var before = await host.EventsAsync<SecurityEvent>();
        var statuses = new List<int>();
        for (var request = 0; request < 4; request++)
            statuses.Add((await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookies(cookies))).Status);

        Assert.Equal([401, 401, 401, 429], statuses);
        var added = (await host.EventsAsync<SecurityEvent>()).Skip(before.Count).ToList();
        Assert.Equal(["RefreshRefused", "RateLimited"], added.Select(one => one.GetType().Name));
        await host.StopAsync();
        await host.StartAgainAsync();
        Assert.Equal(3 * PresentedTokens.MostTried, (await host.EventsAsync<RefreshRefused>()).Sum(refused => 1 + refused.More));
    }

    [Fact]
    public async Task Signing_out_with_many_dead_tokens_counts_as_four_too()
    {
        await using var host = await TandemHost.StartAsync([("RateLimits:IncludeLoopback", "true"), ("RateLimits:PerAddress:Refresh", "10")]);
        var cookies = string.Join("; ", Enumerable.Range(0, 200).Select(number => "refreshToken=" + DeadToken(host, number)));

        var statuses = new List<int>();
        for (var request = 0; request < 4; request++)
            statuses.Add((await host.SendAsync(new ApiRequest("POST", "/api/auth/logout").Cookies(cookies))).Status);

        Assert.Equal([204, 204, 204, 429], statuses);
    }

    [Theory]
    [InlineData(3, 200)]
    [InlineData(4, 401)]
    public async Task Of_the_genuine_sessions_of_a_request_the_four_newest_are_tried(int dead, int status)
    {
        await using var host = await TandemHost.StartAsync();
        var signedIn = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromSeconds(1));
        var cookies = Enumerable.Range(0, dead).Select(number => DeadToken(host, number)).Append(signedIn.RefreshToken).Select(token => "refreshToken=" + token);

        Assert.Equal(status, (await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookies(string.Join("; ", cookies)))).Status);
    }

    [Fact]
    public async Task Denied_access_is_one_event_a_minute_for_a_session_and_its_path_is_cut()
    {
        await using var host = await TandemHost.StartAsync(new TandemHostSettings
        {
            Map = app =>
            {
                app.MapTandem();
                app.MapGet("/secret/{**rest}", () => "secret").RequireRole("admin");
            },
        });
        var (one, other) = (await host.SignInAsync(), await host.SignInAsync());
        for (var request = 0; request < 20; request++)
        {
            (await host.GetAsync("/secret/" + new string('x', 4000), one.AccessToken)).ShouldBe(403, "forbidden");
            (await host.GetAsync("/secret/y", other.AccessToken)).ShouldBe(403, "forbidden");
        }

        Assert.Equal(256, Assert.Single(await host.EventsAsync<AccessDenied>(one.SessionId)).Path.Length);
        Assert.Single(await host.EventsAsync<AccessDenied>(other.SessionId));
    }

    [Fact]
    public async Task A_form_asks_the_limit_before_anything_is_written()
    {
        await using var host = await TandemHost.StartAsync(CookieSessionFixture.Settings(
            ("RateLimits:IncludeLoopback", "true"), ("RateLimits:PerAddress:Login", "3")));
        var outcomes = new List<string>();
        for (var request = 0; request < 5; request++)
        {
            outcomes.Add((await host.SendAsync(
                CookieSessionBrowser.Form("/signin", ("email", "ada@example.com"), ("password", "no")).Origin(Foreign))).Body);
        }

        Assert.Equal(["ForeignPage", "ForeignPage", "ForeignPage", "TooMany", "TooMany"], outcomes);
        Assert.Single(await host.EventsAsync<OriginRefused>());
        Assert.Single(await host.EventsAsync<RateLimited>());
    }

    [Fact]
    public async Task Theft_and_sign_ins_are_written_each_while_refusals_are_counted()
    {
        await using var host = await TandemHost.StartAsync();
        var visitor = await host.SignInAsync();
        for (var request = 0; request < 20; request++)
            await RefreshAsync(host, visitor, Foreign);

        var stolen = new[] { await host.SignInAsync(), await host.SignInAsync(), await host.SignInAsync() };
        foreach (var session in stolen)
            await host.RotateAsync(await host.RotateAsync(session));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        foreach (var session in stolen)
            (await host.RefreshAsync(session.RefreshToken)).ShouldBe(401, "refresh_token_reused");

        Assert.Equal(stolen.Select(session => (Guid?)session.SessionId), (await host.EventsAsync<RefreshTokenReused>()).Select(reused => reused.SessionId));
        Assert.Equal(4, (await host.EventsAsync<LoginSucceeded>()).Count);
    }

    [Fact]
    public async Task A_refusal_that_could_not_be_written_is_written_next_time()
    {
        var store = new UnwritableEvents();
        await using var host = await TandemHost.StartAsync(new TandemHostSettings { Services = store.Replace });
        var signedIn = await host.SignInAsync();

        store.Away = true;
        (await RefreshAsync(host, signedIn, Foreign)).ShouldBe(503, "storage_unavailable");
        store.Away = false;
        (await RefreshAsync(host, signedIn, Foreign)).ShouldBe(403, "origin_not_allowed");

        Assert.Equal(1, Assert.Single(await host.EventsAsync<OriginRefused>()).More);
    }

    private static Task<ApiResponse> RefreshAsync(TandemHost host, ApiResponse signedIn, string origin) =>
        host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookie(signedIn.RefreshToken).Origin(origin));

    // A right tag and a session that nobody has.
    private static string DeadToken(TandemHost host, int number) => RefreshTokenFormat.Of(host.Get<Installation>()).Encode(new RefreshToken(
        0, new Guid(number + 1, 0, 0, new byte[8]), 1, host.Time.GetUtcNow(), host.Time.GetUtcNow() + TimeSpan.FromDays(1),
        new byte[RefreshToken.SecretLength]));
}
