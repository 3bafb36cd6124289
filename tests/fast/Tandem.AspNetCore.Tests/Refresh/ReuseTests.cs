using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Refresh;

/// <summary>A copy that turns up ends the session for everybody. D2, D4, V9.</summary>
[Trait("requirement", "D2")]
public sealed class ReuseTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    [Trait("requirement", "D4")]
    public async Task The_token_before_the_previous_one_revokes_the_session_a_second_after_a_rotation()
    {
        var first = await host.SignInAsync();
        var second = await host.RotateAsync(first);
        var third = await host.RotateAsync(second);
        host.Time.Advance(RotationSteps.Second);

        (await host.RefreshAsync(first.RefreshToken)).ShouldBe(401, "refresh_token_reused");

        (await host.MeAsync(third.AccessToken)).ShouldBe(401, "session_revoked");
        (await host.RefreshAsync(third.RefreshToken)).ShouldBe(401, "refresh_token_reused");
        (await host.RefreshAsync(first.RefreshToken)).ShouldBe(401, "refresh_token_reused");
        var reported = Assert.Single(await host.EventsAsync<RefreshTokenReused>(first.SessionId));
        Assert.Equal((1, 3), (reported.Presented, reported.Issued));
    }

    [Fact]
    public async Task Parallel_replays_are_one_reuse()
    {
        var first = await host.SignInAsync();
        var third = await host.RotateAsync(await host.RotateAsync(first));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.RefreshAsync(first.RefreshToken)));

        Assert.All(answers, answer => answer.ShouldBe(401, "refresh_token_reused"));
        Assert.Single(await host.EventsAsync<RefreshTokenReused>(third.SessionId));
    }

    [Fact]
    public async Task A_revoked_session_does_not_come_back_within_the_leeway()
    {
        var first = await host.SignInAsync();
        var second = await host.RotateAsync(first);
        await host.LogoutAsync(second.RefreshToken);

        (await host.RefreshAsync(first.RefreshToken)).ShouldBe(401, "session_revoked");
        (await host.RefreshAsync(second.RefreshToken)).ShouldBe(401, "session_revoked");
    }

    [Fact]
    public async Task A_refused_token_leaves_a_trace_with_the_reason()
    {
        var signedIn = await host.SignInAsync();
        await host.LogoutAsync(signedIn.RefreshToken);
        host.Time.Advance(RefusalLog.Window);

        await host.RefreshAsync(signedIn.RefreshToken);

        var refused = Assert.Single(await host.EventsAsync<RefreshRefused>(signedIn.SessionId));
        Assert.Equal(SessionEnd.SignedOut, refused.Reason);
    }

    [Fact]
    public async Task The_predecessor_of_a_confirmed_generation_revokes_the_session()
    {
        var first = await host.SignInAsync();
        var second = await host.RotateAsync(first);
        await host.ConfirmAsync(second);

        (await host.RefreshAsync(first.RefreshToken)).ShouldBe(401, "refresh_token_reused");

        (await host.MeAsync(second.AccessToken)).ShouldBe(401, "session_revoked");
    }

    [Fact]
    public async Task An_access_token_seen_within_a_minute_of_its_issue_confirms_nothing()
    {
        var first = await host.SignInAsync();
        var second = await host.RotateAsync(first);
        host.Time.Advance(2 * RotationSteps.Leeway);
        (await host.MeAsync(second.AccessToken)).ShouldBe(200);
        host.Time.Advance(TimeSpan.FromSeconds(2));

        (await host.RefreshAsync(first.RefreshToken)).ShouldBe(200);

        Assert.Single(await host.EventsAsync<RefreshRecovered>(first.SessionId));
    }

    [Fact]
    public async Task A_copy_presented_within_the_leeway_from_another_network_by_another_program_is_reported()
    {
        await using var behindProxy = await TandemHost.StartAsync([("ForwardedHeaders:KnownProxies", "127.0.0.1")]);
        var first = await behindProxy.SignInAsync();
        await behindProxy.SendAsync(From(first, "198.51.100.7", "owner"));

        (await behindProxy.SendAsync(From(first, "198.51.100.200", "thief"))).ShouldBe(200);
        (await behindProxy.SendAsync(From(first, "203.0.113.9", "owner"))).ShouldBe(200);
        Assert.Empty(await behindProxy.EventsAsync<RefreshFromElsewhere>(first.SessionId));
        (await behindProxy.SendAsync(From(first, "203.0.113.9", "thief"))).ShouldBe(200);

        var reported = Assert.Single(await behindProxy.EventsAsync<RefreshFromElsewhere>(first.SessionId));
        Assert.Equal(("thief", "203.0.113.0/24"), (reported.Seen.UserAgent, reported.Seen.AddressPrefix));
        Assert.Equal(("owner", "198.51.100.0/24"), (reported.Last.UserAgent, reported.Last.AddressPrefix));
    }

    private static ApiRequest From(ApiResponse holder, string address, string program) => new ApiRequest("POST", "/api/auth/refresh")
        .Cookie(holder.RefreshToken).Header("X-Forwarded-For", address).Header("User-Agent", program);
}
