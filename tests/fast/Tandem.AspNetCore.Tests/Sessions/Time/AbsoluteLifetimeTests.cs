namespace Tandem.AspNetCore.Tests.Sessions.Time;

/// <summary>An absolute end that no use extends. D5.</summary>
[Trait("requirement", "D5")]
public sealed class AbsoluteLifetimeTests(AbsoluteLifetimeTests.Fixture fixture) : IClassFixture<AbsoluteLifetimeTests.Fixture>
{
    private static readonly TimeSpan Absolute = TimeSpan.FromDays(10);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task A_session_used_every_day_ends_at_its_absolute_end()
    {
        var start = host.Time.GetUtcNow();
        var token = (await host.SignInAsync()).RefreshToken;
        for (var day = 1; day < 10; day++)
        {
            host.Time.MoveTo(start + TimeSpan.FromDays(day));
            token = (await host.RefreshAsync(token)).ShouldBe(200).RefreshToken;
        }

        host.Time.MoveTo(start + Absolute - Second);
        var last = (await host.RefreshAsync(token)).ShouldBe(200);
        host.Time.MoveTo(start + Absolute);

        (await host.RefreshAsync(last.RefreshToken)).ShouldBe(401, "refresh_token_expired");
    }

    [Fact]
    public async Task An_access_token_never_outlives_the_session()
    {
        var start = host.Time.GetUtcNow();
        var signedIn = await host.SignInAsync();
        host.Time.MoveTo(start + TimeSpan.FromDays(6));
        signedIn = await host.RefreshAsync(signedIn.RefreshToken);
        host.Time.MoveTo(start + Absolute - TimeSpan.FromMinutes(5));

        var last = (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);

        Assert.Equal(300, last.Json.GetProperty("expiresIn").GetInt64());
        Assert.Equal((start + Absolute).Second(), last.Claims().GetProperty("exp").GetInt64());
        Assert.Equal(300, last.RefreshExpiresIn);
        Assert.Equal(300, last.RefreshCookie!.MaxAge);
    }

    [Fact]
    public async Task A_first_access_token_has_its_full_life()
    {
        var signedIn = await host.SignInAsync();

        Assert.Equal(900, signedIn.Json.GetProperty("expiresIn").GetInt64());
        Assert.Equal(604_800, signedIn.RefreshExpiresIn);
    }

    public sealed class Fixture() : HostFixture([("RefreshToken:AbsoluteLifetime", "10.00:00:00")]);
}
