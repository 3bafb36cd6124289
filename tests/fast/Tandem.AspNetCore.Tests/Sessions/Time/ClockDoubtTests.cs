using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Tests.CookieSessions;
using Tandem.Operations;
using Tandem.Processes.Testing;
using Tandem.Refresh;
using Tandem.Sessions;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.Tests.Sessions.Time;

/// <summary>
/// A start at which the clock would end every session: it is ahead, or nobody was there for long. Until one knows which, no session is
/// ended by it.
/// </summary>
[Trait("requirement", "V7")]
public sealed class ClockDoubtTests
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(30);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Refreshes_are_told_to_wait_and_signing_in_works()
    {
        await using var host = await TandemHost.StartAsync();
        var before = await host.SignInAsync();
        await StartLaterAsync(host);

        var answer = (await host.RefreshAsync(before.RefreshToken)).ShouldBe(503, "storage_unavailable");
        var fresh = await host.SignInAsync();

        Assert.Equal("30", answer.Header("Retry-After"));
        Assert.Contains("tandem clock accept", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(answer.SetCookies);
        (await host.RefreshAsync(fresh.RefreshToken)).ShouldBe(200);
        (await host.MeAsync(fresh.AccessToken)).ShouldBe(200);
        Assert.Empty(await host.EventsAsync<RefreshRefused>());
        Assert.Equal((long)Ahead.TotalSeconds, Assert.Single(await host.EventsAsync<ClockJumped>()).BySeconds);
        Assert.NotEmpty(host.Logs.With(" Warning ", "tandem clock accept"));
        Assert.Empty(host.Logs.With(" Error "));
    }

    [Fact]
    public async Task After_ten_minutes_the_clock_is_believed()
    {
        await using var host = await TandemHost.StartAsync();
        var before = await host.SignInAsync();
        await StartLaterAsync(host);

        host.Time.Advance(ClockDoubt.Lasts - Second);
        (await host.RefreshAsync(before.RefreshToken)).ShouldBe(503, "storage_unavailable");
        host.Time.Advance(Second);
        (await host.RefreshAsync(before.RefreshToken)).ShouldBe(401, "refresh_token_expired");

        await Eventually.IsTrueAsync(() =>
        {
            host.Time.Advance(Second);
            return host.Logs.With("The clock is trusted now").Any();
        });
        await host.RestartAsync();
        (await host.RefreshAsync(before.RefreshToken)).ShouldBe(401, "refresh_token_expired");
    }

    [Fact]
    public async Task Once_it_is_accepted_the_clock_is_believed()
    {
        await using var host = await TandemHost.StartAsync();
        var before = await host.SignInAsync();
        await StartLaterAsync(host);

        Assert.True(await host.Get<ClockDoubts>().AcceptAsync(TestContext.Current.CancellationToken));

        (await host.RefreshAsync(before.RefreshToken)).ShouldBe(401, "refresh_token_expired");
        Assert.False(await host.Get<ClockDoubts>().AcceptAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_session_that_lives_shows_that_the_clock_is_right()
    {
        await using var host = await TandemHost.StartAsync();
        var over = await host.SignInAsync();
        await host.RestartAsync(("RefreshToken:IdleLifetime", "60.00:00:00"));
        var living = await host.SignInAsync();
        await StartLaterAsync(host);

        (await host.RefreshAsync(over.RefreshToken)).ShouldBe(401, "refresh_token_expired");
        (await host.RefreshAsync(living.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task A_session_that_was_over_before_is_over()
    {
        await using var host = await TandemHost.StartAsync();
        var (ended, expired) = (await host.SignInAsync(), await host.SignInAsync());
        await host.LogoutAsync(ended.RefreshToken);
        host.Time.Advance(TimeSpan.FromDays(8));
        var living = await host.SignInAsync();
        await StartLaterAsync(host);

        (await host.RefreshAsync(ended.RefreshToken)).ShouldBe(401, "refresh_token_expired");
        (await host.RefreshAsync(expired.RefreshToken)).ShouldBe(401, "refresh_token_expired");
        (await host.RefreshAsync(living.RefreshToken)).ShouldBe(503, "storage_unavailable");
    }

    [Fact]
    public async Task Put_right_while_the_server_runs_the_clock_has_ended_nothing()
    {
        await using var host = await TandemHost.StartAsync();
        var before = await host.SignInAsync();
        await StartLaterAsync(host);
        (await host.RefreshAsync(before.RefreshToken)).ShouldBe(503, "storage_unavailable");

        host.Time.SetWallClock(-Ahead);

        await Eventually.IsTrueAsync(async () =>
        {
            host.Time.Advance(Second);
            return (await host.RefreshAsync(before.RefreshToken)).Status == 200;
        });
        await host.RestartAsync();
        (await host.SignInAsync()).ShouldBe(200);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_restart_asks_the_clock_anew_whatever_was_written_meanwhile(bool isPutRight)
    {
        await using var host = await TandemHost.StartAsync();
        var before = await host.SignInAsync();
        await StartLaterAsync(host);
        var meanwhile = await host.SignInAsync();
        await host.StopAsync();
        if (isPutRight)
            host.Time.SetWallClock(-Ahead);

        await host.StartAgainAsync();

        var answer = await host.RefreshAsync(before.RefreshToken);
        answer.ShouldBe(isPutRight ? 200 : 503, isPutRight ? null : "storage_unavailable");
        if (!isPutRight)
            (await host.RefreshAsync(meanwhile.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task Signing_out_holds_when_the_clock_is_put_right()
    {
        await using var host = await TandemHost.StartAsync(CookieSessionFixture.Settings());
        var before = await host.SignInAsync();
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var csrf = await visitor.CsrfTokenAsync();
        var cookie = visitor.Cookie;
        await StartLaterAsync(host);

        (await host.LogoutAsync(before.RefreshToken)).ShouldBe(204);
        (await visitor.PostAsync("/signout", ("csrf_token", csrf))).ShouldBe(302);

        await host.StopAsync();
        host.Time.SetWallClock(-Ahead);
        await host.StartAgainAsync();
        (await host.RefreshAsync(before.RefreshToken)).ShouldBe(401, "session_revoked");
        visitor.Cookie = cookie;
        Assert.Equal("session_revoked", (await visitor.SendAsync(new ApiRequest("GET", "/page"))).Code);
    }

    [Fact]
    public async Task Pages_are_told_to_wait_too()
    {
        await using var host = await TandemHost.StartAsync(CookieSessionFixture.Settings());
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        await StartLaterAsync(host);

        Assert.Equal("storage_unavailable", (await visitor.SendAsync(new ApiRequest("GET", "/page"))).Code);
        host.Time.Advance(ClockDoubt.Lasts);
        Assert.Equal("refresh_token_expired", (await visitor.SendAsync(new ApiRequest("GET", "/page"))).Code);
    }

    [Fact]
    public async Task No_signing_key_is_replaced_by_it()
    {
        await using var host = await TandemHost.StartAsync();
        await host.SignInAsync();
        await StartLaterAsync(host);

        for (var second = 0; second < 60; second++)
            host.Time.Advance(Second);
        Assert.Empty(await host.EventsAsync<SigningKeyActivated>());

        await host.Get<ClockDoubts>().AcceptAsync(TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(async () =>
        {
            host.Time.Advance(Second);
            return (await host.EventsAsync<SigningKeyActivated>()).Count > 0;
        });
    }

    [Fact]
    public async Task Nothing_is_removed_until_the_clock_has_been_steady_for_a_day()
    {
        await using var host = await TandemHost.StartAsync();
        var before = await host.SignInAsync();
        await StartLaterAsync(host);
        await Eventually.IsTrueAsync(() =>
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            return host.Logs.With("The clock is trusted now").Any();
        });

        for (var hour = 0; hour < 23; hour++)
            host.Time.Advance(TimeSpan.FromHours(1));
        Assert.False(await host.Get<ClockDoubts>().MayPurgeAsync(TestContext.Current.CancellationToken));
        Assert.True(await host.IsStoredAsync(before.SessionId));

        await Eventually.IsTrueAsync(async () =>
        {
            host.Time.Advance(TimeSpan.FromHours(1));
            return !await host.IsStoredAsync(before.SessionId);
        });
    }

    private static async Task StartLaterAsync(TandemHost host)
    {
        await host.StopAsync();
        host.Time.SetWallClock(Ahead);
        await host.StartAgainAsync();
    }
}
