using Tandem.Refresh;

namespace Tandem.AspNetCore.Tests.Sessions.Time;

/// <summary>Seven days since the last use, to the second. D5.</summary>
[Trait("requirement", "D5")]
public sealed class IdleLifetimeTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private static readonly TimeSpan Idle = TimeSpan.FromDays(7);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task Each_use_starts_the_seven_days_again()
    {
        var first = await host.SignInAsync();

        host.Time.Advance(TimeSpan.FromDays(6));
        var second = (await host.RefreshAsync(first.RefreshToken)).ShouldBe(200);
        host.Time.Advance(TimeSpan.FromDays(7) - Second);
        var third = (await host.RefreshAsync(second.RefreshToken)).ShouldBe(200);

        Assert.Equal(3, third.Generation);
        Assert.Equal(first.SessionId, third.SessionId);
    }

    [Fact]
    public async Task A_session_unused_for_a_second_less_than_seven_days_goes_on()
    {
        var signedIn = await host.SignInAsync();

        host.Time.Advance(Idle - Second);

        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task A_session_unused_for_seven_days_is_over()
    {
        var signedIn = await host.SignInAsync();

        host.Time.Advance(Idle);

        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(401, "refresh_token_expired");
    }

    [Fact]
    public async Task Seven_days_count_from_the_last_refresh_and_not_from_its_repetition()
    {
        var first = await host.SignInAsync();
        var second = await host.RefreshAsync(first.RefreshToken);
        host.Time.Advance(TimeSpan.FromSeconds(20));
        var converged = (await host.RefreshAsync(first.RefreshToken)).ShouldBe(200);
        Assert.Equal(second.Json.GetProperty("session").GetProperty("expiresAt").GetDateTimeOffset(),
            converged.Json.GetProperty("session").GetProperty("expiresAt").GetDateTimeOffset());

        host.Time.Advance(Idle - TimeSpan.FromSeconds(20));

        (await host.RefreshAsync(converged.RefreshToken)).ShouldBe(401, "refresh_token_expired");
    }

    [Fact]
    public async Task A_session_lasts_until_the_moment_told_and_not_until_the_second_before_it()
    {
        host.Time.Advance(TimeSpan.FromMilliseconds(700));
        var signedIn = await host.SignInAsync();
        var told = signedIn.Json.GetProperty("session").GetProperty("expiresAt").GetDateTimeOffset();
        Assert.Equal(host.Time.GetUtcNow() + Idle, told);

        host.Time.MoveTo(told - TimeSpan.FromMilliseconds(1));

        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task A_session_ends_at_the_moment_told()
    {
        host.Time.Advance(TimeSpan.FromMilliseconds(700));
        var signedIn = await host.SignInAsync();

        host.Time.MoveTo(signedIn.Json.GetProperty("session").GetProperty("expiresAt").GetDateTimeOffset());

        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(401, "refresh_token_expired");
    }

    [Fact]
    public async Task An_expired_token_is_refused_without_a_trace_in_the_log_of_events()
    {
        var signedIn = await host.SignInAsync();
        host.Time.Advance(Idle + Second);

        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(401, "refresh_token_expired");

        Assert.Empty(await host.EventsAsync<RefreshRefused>(signedIn.SessionId));
    }

    [Fact]
    public async Task The_answer_tells_how_long_the_session_lasts()
    {
        var signedIn = await host.SignInAsync();

        Assert.Equal(604_800, signedIn.RefreshExpiresIn);
        Assert.Equal(host.Time.GetUtcNow().Second(), signedIn.Json.GetProperty("serverTime").GetDateTimeOffset().Second());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$", signedIn.Json.GetProperty("serverTime").GetString());
    }
}
