namespace Tandem.AspNetCore.Tests.Sessions.Time;

/// <summary>How long an access token is accepted. C6.</summary>
[Trait("requirement", "C6")]
public sealed class AccessTokenTimeTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task An_access_token_is_accepted_for_fifteen_minutes()
    {
        var signedIn = await host.SignInAsync();
        Assert.Equal(900, signedIn.Json.GetProperty("expiresIn").GetInt64());

        host.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));

        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(200);
    }

    [Fact]
    public async Task The_clock_tolerance_of_ten_seconds_ends_to_the_second()
    {
        var signedIn = await host.SignInAsync();

        host.Time.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(9));
        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(200);

        host.Time.Advance(TimeSpan.FromSeconds(1));
        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(401, "access_token_expired");
    }

    [Fact]
    public async Task An_expired_access_token_is_replaced_by_a_refresh()
    {
        var signedIn = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromMinutes(16));
        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(401, "access_token_expired");

        var refreshed = (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);

        (await host.MeAsync(refreshed.AccessToken)).ShouldBe(200);
    }
}
