namespace Tandem.AspNetCore.Tests.Sessions.Time;

/// <summary>How long the browser keeps the cookie. D9.</summary>
[Trait("requirement", "D9")]
public sealed class RememberMeTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public async Task The_cookie_lasts_exactly_as_long_as_the_session(bool? rememberMe)
    {
        var signedIn = await host.SignInAsync(rememberMe: rememberMe);
        Assert.Equal(signedIn.RefreshExpiresIn, signedIn.RefreshCookie!.MaxAge);

        host.Time.Advance(TimeSpan.FromDays(3));
        var refreshed = await host.RefreshAsync(signedIn.RefreshToken);

        Assert.Equal(604_800, refreshed.RefreshExpiresIn);
        Assert.Equal(604_800, refreshed.RefreshCookie!.MaxAge);
    }

    [Fact]
    public async Task A_repetition_tells_what_is_left_and_not_the_whole_life()
    {
        var signedIn = await host.SignInAsync();
        await host.RefreshAsync(signedIn.RefreshToken);
        host.Time.Advance(TimeSpan.FromMilliseconds(10_500));

        var converged = await host.RefreshAsync(signedIn.RefreshToken);

        Assert.Equal(604_789, converged.RefreshExpiresIn);
        Assert.Equal(604_789, converged.RefreshCookie!.MaxAge);
    }

    [Fact]
    public async Task Who_is_not_to_be_remembered_gets_a_cookie_of_the_browser_session_through_all_refreshes()
    {
        var answer = await host.SignInAsync(rememberMe: false);
        for (var refresh = 0; refresh < 3; refresh++)
        {
            Assert.Null(answer.RefreshCookie!.MaxAge);
            Assert.DoesNotContain("Expires", answer.RefreshCookie.Text, StringComparison.OrdinalIgnoreCase);
            host.Time.Advance(TimeSpan.FromHours(1));
            answer = (await host.RefreshAsync(answer.RefreshToken)).ShouldBe(200);
        }

        Assert.Null(answer.RefreshCookie!.MaxAge);
    }
}
