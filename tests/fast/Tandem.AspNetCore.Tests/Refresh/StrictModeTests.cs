using Tandem.Refresh;

namespace Tandem.AspNetCore.Tests.Refresh;

/// <summary>Leeway and recovery window zero: a token is accepted once. D2.</summary>
[Trait("requirement", "D2")]
public sealed class StrictModeTests(StrictModeTests.Fixture fixture) : IClassFixture<StrictModeTests.Fixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task A_second_presentation_revokes_even_in_the_same_millisecond()
    {
        var first = await host.SignInAsync();
        var second = (await host.RefreshAsync(first.RefreshToken)).ShouldBe(200);

        (await host.RefreshAsync(first.RefreshToken)).ShouldBe(401, "refresh_token_reused");

        (await host.RefreshAsync(second.RefreshToken)).ShouldBe(401, "refresh_token_reused");
        (await host.MeAsync(second.AccessToken)).ShouldBe(401, "session_revoked");
    }

    [Fact]
    public async Task Of_parallel_presentations_one_is_answered_and_the_session_revoked_once()
    {
        var signedIn = await host.SignInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.RefreshAsync(signedIn.RefreshToken)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(19, answers.Count(answer => answer.Code == "refresh_token_reused"));
        Assert.Single(await host.EventsAsync<RefreshTokenReused>(signedIn.SessionId));
    }

    [Fact]
    public async Task The_newest_token_rotates_at_once()
    {
        var answer = await host.SignInAsync();
        for (var generation = 2; generation < 6; generation++)
        {
            answer = (await host.RefreshAsync(answer.RefreshToken)).ShouldBe(200);
            Assert.Equal(generation, answer.Generation);
        }
    }

    public sealed class Fixture() : HostFixture([("RefreshToken:Leeway", "00:00:00"), ("RefreshToken:RecoveryWindow", "00:00:00")]);
}
