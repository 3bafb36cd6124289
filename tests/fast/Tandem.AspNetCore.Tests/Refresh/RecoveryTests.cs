using Tandem.Refresh;

namespace Tandem.AspNetCore.Tests.Refresh;

/// <summary>An answer that was lost signs nobody out, and opens no door that stays open.</summary>
public sealed class RecoveryTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task A_lost_answer_is_recovered_days_later()
    {
        var signedIn = await host.SignInAsync();
        await host.RotateAsync(signedIn);

        host.Time.Advance(TimeSpan.FromDays(6));
        var recovered = (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);

        Assert.Equal(3, recovered.Generation);
        (await host.MeAsync(recovered.AccessToken)).ShouldBe(200);
        var reported = Assert.Single(await host.EventsAsync<RefreshRecovered>(signedIn.SessionId));
        Assert.Equal(3, reported.Generation);
    }

    [Fact]
    public async Task The_answer_of_a_recovery_can_be_lost_too()
    {
        var signedIn = await host.SignInAsync();
        await host.RotateAsync(signedIn);
        for (var lost = 0; lost < 5; lost++)
        {
            host.Time.Advance(RotationSteps.Settled);
            (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
        }

        Assert.Equal(5, (await host.EventsAsync<RefreshRecovered>(signedIn.SessionId)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_candidates_the_first_presented_lives_and_the_other_revokes(bool newestFirst)
    {
        var signedIn = await host.SignInAsync();
        var older = await host.RotateAsync(signedIn);
        host.Time.Advance(RotationSteps.Settled);
        var newer = (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
        Assert.Equal((2, 3), (older.Generation, newer.Generation));
        var (winner, loser) = newestFirst ? (newer, older) : (older, newer);

        var next = await host.RotateAsync(winner);
        Assert.Equal(4, next.Generation);
        host.Time.Advance(RotationSteps.Second);

        (await host.RefreshAsync(loser.RefreshToken)).ShouldBe(401, "refresh_token_reused");
        (await host.MeAsync(next.AccessToken)).ShouldBe(401, "session_revoked");
    }

    [Fact]
    public async Task An_older_candidate_gets_access_only_while_things_settle()
    {
        var signedIn = await host.SignInAsync();
        var older = await host.RotateAsync(signedIn);
        host.Time.Advance(RotationSteps.Settled);
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);

        var accessOnly = (await host.RefreshAsync(older.RefreshToken)).ShouldBe(200);

        Assert.Null(accessOnly.BodyRefreshToken);
        Assert.Empty(accessOnly.SetCookies);
        Assert.Equal(2, accessOnly.Generation);
        (await host.MeAsync(accessOnly.AccessToken)).ShouldBe(200);
        Assert.Equal(3, (await host.SessionAsync(signedIn.SessionId)).Rotation.Issued);
    }

    [Fact]
    public async Task A_candidate_by_body_gets_no_refresh_token_either()
    {
        await using var bodies = await TandemHost.StartAsync([("RefreshToken:Delivery:0", "body")]);
        var signedIn = await bodies.SignInAsync();
        bodies.Time.Advance(RotationSteps.Settled);
        var older = await bodies.RefreshByBodyAsync(signedIn.RefreshToken!);
        bodies.Time.Advance(RotationSteps.Settled);
        var newer = await bodies.RefreshByBodyAsync(signedIn.RefreshToken!);

        foreach (var candidate in new[] { older, newer })
        {
            var accessOnly = (await bodies.RefreshByBodyAsync(candidate.RefreshToken!)).ShouldBe(200);

            Assert.Equal(candidate.Generation, accessOnly.Generation);
            Assert.False(accessOnly.Json.TryGetProperty("refreshToken", out _));
            Assert.Empty(accessOnly.SetCookies);
        }
    }

    [Fact]
    public async Task A_candidate_that_is_presented_late_ends_the_excuse_of_its_predecessor()
    {
        var signedIn = await host.SignInAsync();
        var older = await host.RotateAsync(signedIn);
        host.Time.Advance(RotationSteps.Settled + RotationSteps.Second);
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
        (await host.RefreshAsync(older.RefreshToken)).ShouldBe(200);

        Assert.Equal(2, (await host.SessionAsync(signedIn.SessionId)).Rotation.Confirmed);
        host.Time.Advance(RotationSteps.Leeway + RotationSteps.Second);
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(401, "refresh_token_reused");
    }

    // I1: what an answer tells must hold for the token that its client goes on with.
    [Fact]
    public async Task Access_only_is_told_the_end_of_the_token_it_keeps_and_not_that_of_the_newer_candidate()
    {
        var signedIn = await host.SignInAsync();
        var older = await host.RotateAsync(signedIn);
        host.Time.Advance(TimeSpan.FromDays(3));
        var newer = (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);

        var accessOnly = (await host.RefreshAsync(older.RefreshToken)).ShouldBe(200);

        Assert.Equal(ExpiresAt(older), ExpiresAt(accessOnly));
        Assert.Equal(TimeSpan.FromDays(3), ExpiresAt(newer) - ExpiresAt(accessOnly));
        Assert.Equal((long)TimeSpan.FromDays(4).TotalSeconds, accessOnly.RefreshExpiresIn);
        host.Time.MoveTo(ExpiresAt(accessOnly) - RotationSteps.Second);
        (await host.RefreshAsync(older.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task After_the_recovery_window_a_lost_answer_is_over()
    {
        await using var strictlyRecovering = await TandemHost.StartAsync([("RefreshToken:RecoveryWindow", "01:00:00")]);
        var kept = await strictlyRecovering.SignInAsync();
        var late = await strictlyRecovering.SignInAsync();
        await strictlyRecovering.RefreshAsync(kept.RefreshToken);
        await strictlyRecovering.RefreshAsync(late.RefreshToken);

        strictlyRecovering.Time.Advance(TimeSpan.FromHours(1));
        (await strictlyRecovering.RefreshAsync(kept.RefreshToken)).ShouldBe(200);
        strictlyRecovering.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await strictlyRecovering.RefreshAsync(late.RefreshToken)).ShouldBe(401, "refresh_token_reused");
    }

    private static DateTimeOffset ExpiresAt(ApiResponse answer) => answer.Json.GetProperty("session").GetProperty("expiresAt").GetDateTimeOffset();
}
