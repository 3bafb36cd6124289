using Tandem.Refresh;

namespace Tandem.AspNetCore.Tests.Refresh;

/// <summary>Leeway and recovery window zero: a token is accepted once. D2.</summary>
[Trait("requirement", "D2")]
public sealed class StrictModeTests(StrictModeTests.Fixture fixture) : IClassFixture<StrictModeTests.Fixture>
{
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData("cookie")]
    [InlineData("body")]
    public async Task A_second_presentation_revokes_even_in_the_same_millisecond(string delivery)
    {
        var first = await host.SignInAsync(delivery);
        var second = (await RefreshAsync(first)).ShouldBe(200);

        (await RefreshAsync(first)).ShouldBe(401, "refresh_token_reused");

        (await RefreshAsync(second)).ShouldBe(401, "refresh_token_reused");
        (await host.MeAsync(second.AccessToken)).ShouldBe(401, "session_revoked");
    }

    [Theory]
    [InlineData("cookie")]
    [InlineData("body")]
    public async Task Of_parallel_presentations_one_is_answered_and_the_session_revoked_once(string delivery)
    {
        var signedIn = await host.SignInAsync(delivery);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefreshAsync(signedIn)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(19, answers.Count(answer => answer.Code == "refresh_token_reused"));
        Assert.Single(await host.EventsAsync<RefreshTokenReused>(signedIn.SessionId));
    }

    [Theory]
    [InlineData("cookie")]
    [InlineData("body")]
    public async Task The_newest_token_rotates_at_once(string delivery)
    {
        var answer = await host.SignInAsync(delivery);
        for (var generation = 2; generation < 6; generation++)
        {
            answer = (await RefreshAsync(answer)).ShouldBe(200);
            Assert.Equal(generation, answer.Generation);
        }
    }

    private Task<ApiResponse> RefreshAsync(ApiResponse holder) =>
        holder.BodyRefreshToken is { } token ? host.RefreshByBodyAsync(token) : host.RefreshAsync(holder.RefreshToken);

    public sealed class Fixture() : HostFixture(
    [
        ("RefreshToken:Leeway", "00:00:00"), ("RefreshToken:RecoveryWindow", "00:00:00"),
        ("RefreshToken:Delivery:0", "cookie"), ("RefreshToken:Delivery:1", "body"),
    ]);
}
