using Tandem.Refresh;

namespace Tandem.AspNetCore.Tests.Refresh;

/// <summary>The previous token for thirty seconds: no longer, whatever is done meanwhile. D4.</summary>
[Trait("requirement", "D4")]
public sealed class LeewayTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task The_previous_token_converges_on_the_leeways_last_moment()
    {
        var first = await host.SignInAsync();
        await host.RotateAsync(first);

        host.Time.Advance(RotationSteps.Leeway);
        var converged = (await host.RefreshAsync(first.RefreshToken)).ShouldBe(200);

        Assert.Equal(2, converged.Generation);
        Assert.Empty(await host.EventsAsync<RefreshRecovered>(first.SessionId));
    }

    [Fact]
    public async Task A_millisecond_after_the_leeway_the_previous_token_recovers_a_lost_answer()
    {
        var first = await host.SignInAsync();
        await host.RotateAsync(first);

        host.Time.Advance(RotationSteps.Leeway + TimeSpan.FromMilliseconds(1));
        var recovered = (await host.RefreshAsync(first.RefreshToken)).ShouldBe(200);

        Assert.Equal(3, recovered.Generation);
        Assert.Single(await host.EventsAsync<RefreshRecovered>(first.SessionId));
    }

    [Fact]
    public async Task Probing_every_nine_seconds_does_not_extend_the_leeway()
    {
        var first = await host.SignInAsync();
        var second = await host.RotateAsync(first);
        for (var probe = 0; probe < 3; probe++)
        {
            host.Time.Advance(TimeSpan.FromSeconds(9));
            var converged = (await host.RefreshAsync(first.RefreshToken)).ShouldBe(200);
            Assert.Equal(2, converged.Generation);
            Assert.Equal(2, (await host.RefreshAsync(second.RefreshToken)).ShouldBe(200).Generation);
        }

        host.Time.Advance(TimeSpan.FromSeconds(9));
        var late = (await host.RefreshAsync(first.RefreshToken)).ShouldBe(200);

        Assert.Equal(3, late.Generation);
        Assert.Single(await host.EventsAsync<RefreshRecovered>(first.SessionId));
    }

    [Fact]
    public async Task The_newest_token_does_not_rotate_before_two_leeways_and_does_after()
    {
        var second = await host.RotateAsync(await host.SignInAsync());

        host.Time.Advance(2 * RotationSteps.Leeway);
        Assert.Equal(2, (await host.RefreshAsync(second.RefreshToken)).ShouldBe(200).Generation);

        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(3, (await host.RefreshAsync(second.RefreshToken)).ShouldBe(200).Generation);
    }
}
