namespace Tandem.AspNetCore.Tests.Refresh;

/// <summary>State is in the database and nowhere else. V7.</summary>
[Trait("requirement", "V7")]
public sealed class RestartTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task Sessions_and_access_tokens_survive_a_restart()
    {
        var signedIn = await host.SignInAsync();
        var refreshed = await host.RotateAsync(signedIn);

        await host.RestartAsync();

        (await host.MeAsync(refreshed.AccessToken)).ShouldBe(200);
        Assert.Equal(3, (await host.RotateAsync(refreshed)).Generation);
    }

    [Fact]
    public async Task A_restart_does_not_open_the_leeway_again()
    {
        var first = await host.SignInAsync();
        var third = await host.RotateAsync(await host.RotateAsync(first));

        await host.RestartAsync();

        (await host.RefreshAsync(first.RefreshToken)).ShouldBe(401, "refresh_token_reused");
        (await host.RefreshAsync(third.RefreshToken)).ShouldBe(401, "refresh_token_reused");
    }

    [Fact]
    public async Task A_restart_between_a_refresh_and_its_repetition_answers_the_same_generation()
    {
        var first = await host.SignInAsync();
        await host.RotateAsync(first);

        await host.RestartAsync();

        Assert.Equal(2, (await host.RefreshAsync(first.RefreshToken)).ShouldBe(200).Generation);
    }

    [Fact]
    [Trait("requirement", "C9")]
    public async Task A_revoked_sessions_access_token_stays_refused_after_a_restart()
    {
        var signedIn = await host.SignInAsync();
        (await host.LogoutAsync(signedIn.RefreshToken)).ShouldBe(204);

        await host.RestartAsync();

        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(401, "session_revoked");
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(401, "session_revoked");
    }
}
