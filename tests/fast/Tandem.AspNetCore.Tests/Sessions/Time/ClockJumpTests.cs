using Tandem.AspNetCore.Tests.Refresh;
using Tandem.Operations;
using Tandem.Platform;
using Tandem.Processes.Testing;
using Tandem.Revocation;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Sessions.Time;

/// <summary>Security requirement "clock jump": the machine's clock is set, while the host runs or while it is stopped.</summary>
[Trait("requirement", "V7")]
public sealed class ClockJumpTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    public static TheoryData<TimeSpan> Steps => [Second, -Second, Minute, -Minute, Hour, -Hour, Year, -Year];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Nobody_is_signed_out_and_no_access_token_refused(TimeSpan step)
    {
        await using var host = await TandemHost.StartAsync();
        var signedIn = await host.SignInAsync();

        host.Time.SetWallClock(step);

        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(200);
        var refreshed = await host.RotateAsync(signedIn);
        (await host.MeAsync(refreshed.AccessToken)).ShouldBe(200);
        // A minute lasts 67 seconds while the clock waits for one that was set back.
        host.Time.Advance(10 * Second);
        Assert.Equal(3, (await host.RotateAsync(refreshed)).Generation);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_session_that_is_over_stays_over_and_one_that_is_not_lives(TimeSpan step)
    {
        await using var host = await TandemHost.StartAsync();
        var over = await host.SignInAsync();
        host.Time.Advance(Hour);
        var living = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromDays(7) - Hour);
        _ = host.Get<InstallationClock>().UtcNow;

        host.Time.SetWallClock(step);

        (await host.RefreshAsync(over.RefreshToken)).ShouldBe(401, "refresh_token_expired");
        (await host.RefreshAsync(living.RefreshToken)).ShouldBe(200);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_jump_is_reported_once(int sign)
    {
        await using var host = await TandemHost.StartAsync();
        var before = host.Time.GetUtcNow();

        host.Time.SetWallClock(sign * (Minute + Second));
        await UntilAsync(host, async () => (await host.EventsAsync<ClockJumped>()).Count == 1);
        host.Time.Advance(Hour);
        host.Time.SetWallClock(sign * Minute);
        await StaysSoAsync(host, async () => (await host.EventsAsync<ClockJumped>()).Count == 1);

        var jumped = Assert.Single(await host.EventsAsync<ClockJumped>());
        Assert.Equal(sign * 61, jumped.BySeconds);
        Assert.Equal(jumped.From + sign * (Minute + Second), jumped.To);
        Assert.True(jumped.From >= before);
        Assert.Single(host.Logs.With(" 1113 "));
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_written_later()
    {
        var events = new UnwritableEvents();
        await using var host = await TandemHost.StartAsync(new TandemHostSettings { Services = events.Replace });
        events.Away = true;

        host.Time.SetWallClock(Hour);
        await UntilAsync(host, () => Task.FromResult(events.Refused > 1));
        events.Away = false;

        await UntilAsync(host, async () => (await host.EventsAsync<ClockJumped>()).Count == 1);
        await StaysSoAsync(host, async () => (await host.EventsAsync<ClockJumped>()).Count == 1);
        Assert.Single(host.Logs.With(" 1113 "));
    }

    [Fact]
    public async Task Purging_waits_until_the_clock_has_been_steady_for_an_hour()
    {
        await using var host = await TandemHost.StartAsync();
        var over = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromDays(8) - Hour);
        host.Time.SetWallClock(Hour);
        await UntilAsync(host, async () => (await host.EventsAsync<ClockJumped>()).Count == 1);

        // Over for more than a day by both clocks before the hour has passed.
        host.Time.Advance(Hour - Minute);
        await StaysSoAsync(host, async () => await host.IsStoredAsync(over.SessionId));

        host.Time.Advance(TimeSpan.FromMinutes(11));
        await UntilAsync(host, async () => !await host.IsStoredAsync(over.SessionId));
    }

    [Fact]
    public async Task After_a_start_purging_waits_for_an_hour_as_well()
    {
        await using var host = await TandemHost.StartAsync();
        var over = await host.SignInAsync();
        await host.StopAsync();
        host.Time.SetWallClock(Year);
        await host.StartAgainAsync();

        host.Time.Advance(TimeSpan.FromMinutes(50));
        await StaysSoAsync(host, async () => await host.IsStoredAsync(over.SessionId));
    }

    [Fact]
    public async Task A_clock_set_back_while_the_host_was_stopped_revives_no_session()
    {
        await using var host = await TandemHost.StartAsync();
        var over = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromDays(7));
        var other = await host.SignInAsync();
        await host.StopAsync();
        host.Time.SetWallClock(-Hour);
        await host.StartAgainAsync();

        (await host.RefreshAsync(over.RefreshToken)).ShouldBe(401, "refresh_token_expired");
        (await host.MeAsync(other.AccessToken)).ShouldBe(200);
        await UntilAsync(host, async () => (await host.EventsAsync<ClockJumped>()).Count == 1);
        Assert.Equal(-3600, (await host.EventsAsync<ClockJumped>())[0].BySeconds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(365 * 24)]
    public async Task A_clock_set_back_while_the_host_was_stopped_opens_no_leeway_again(int hours)
    {
        await using var host = await TandemHost.StartAsync();
        var first = await host.SignInAsync();
        var second = await host.RotateAsync(first);
        await host.ConfirmAsync(second);
        await host.StopAsync();
        host.Time.SetWallClock(-hours * Hour);
        await host.StartAgainAsync();

        (await host.RefreshAsync(first.RefreshToken)).ShouldBe(401, "refresh_token_reused");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    [InlineData(365 * 24)]
    public async Task An_honest_client_goes_on_after_a_clock_was_set_back_while_the_host_was_stopped(int hours)
    {
        await using var host = await TandemHost.StartAsync();
        var held = (await host.RotateAsync(await host.SignInAsync())).RefreshToken;
        await host.StopAsync();
        host.Time.SetWallClock(-hours * Hour);
        await host.StartAgainAsync();

        for (var i = 0; i < 5; i++)
        {
            host.Time.Advance(RotationSteps.Settled);
            var response = (await host.RefreshAsync(held)).ShouldBe(200);
            (await host.MeAsync(response.AccessToken)).ShouldBe(200);
            held = response.RefreshToken ?? held;
        }
    }

    [Fact]
    public async Task A_start_with_the_same_clock_reports_nothing()
    {
        await using var host = await TandemHost.StartAsync();
        await host.SignInAsync();

        await host.RestartAsync();

        await StaysSoAsync(host, async () => (await host.EventsAsync<ClockJumped>()).Count == 0);
    }

    // The command line has a clock of its own, which begins at the machine's.
    [Theory]
    [MemberData(nameof(Steps))]
    public async Task What_another_process_revokes_is_refused_whatever_its_clock_says(TimeSpan step)
    {
        await using var host = await TandemHost.StartAsync();
        var signedIn = await host.SignInAsync();
        var denied = host.Get<DenySet>();
        host.Time.SetWallClock(step);
        await host.Get<ISessionStore>().TryRevokeAsync(
            signedIn.SessionId, null, SessionEnd.EndedByAdmin,
            new SessionEnded(Guid.Empty, signedIn.SessionId, SessionEnd.EndedByAdmin) { At = host.Time.GetUtcNow(), Context = EventContext.Local },
            TestContext.Current.CancellationToken);

        await denied.FollowAsync(host.Get<IRevocationFeed>(), host.Get<InstallationClock>().UtcNow, TestContext.Current.CancellationToken);

        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(401, "session_revoked");
        host.Time.Advance(TimeSpan.FromMinutes(13));
        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(401, "session_revoked");
    }

    // Background work runs beside the test: a second passes, which wakes it, and then it gets the processor's time that it needs.
    private static async Task UntilAsync(TandemHost host, Func<Task<bool>> probe)
    {
        for (var round = 0; round < 15; round++)
        {
            host.Time.Advance(TimeSpan.FromMilliseconds(1001));
            if (await Eventually.BecomesTrueAsync(probe, TimeSpan.FromSeconds(2)))
                return;
        }

        Assert.Fail("It does not become so.");
    }

    private static async Task StaysSoAsync(TandemHost host, Func<Task<bool>> probe)
    {
        for (var look = 0; look < 50; look++)
        {
            Assert.True(await probe(), "It does not stay so.");
            host.Time.Advance(TimeSpan.FromMilliseconds(1001));
        }
    }
}
