namespace Tandem.AspNetCore.Tests.Refresh;

/// <summary>Many at once with one token: tabs, retries, servers. D3, V6.</summary>
[Trait("requirement", "D3")]
public sealed class ParallelRefreshTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task Fifty_parallel_refreshes_of_one_token_get_fifty_answers_of_one_generation()
    {
        var signedIn = await host.SignInAsync();
        host.Time.Advance(RotationSteps.Settled);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.RefreshAsync(signedIn.RefreshToken)));

        Assert.All(answers, answer => answer.ShouldBe(200));
        Assert.Equal([2L], answers.Select(answer => answer.Generation).Distinct());
        Assert.Equal(2, (await host.SessionAsync(signedIn.SessionId)).Rotation.Issued);
    }

    [Fact]
    public async Task Each_of_the_parallel_answers_can_be_refreshed_again()
    {
        var signedIn = await host.SignInAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.RefreshAsync(signedIn.RefreshToken)));

        host.Time.Advance(RotationSteps.Settled);
        var next = await Task.WhenAll(answers.Select(answer => host.RefreshAsync(answer.RefreshToken)));

        Assert.All(next, answer => answer.ShouldBe(200));
        Assert.Equal([3L], next.Select(answer => answer.Generation).Distinct());
    }

    [Fact]
    public async Task Sessions_refreshed_together_are_not_mixed_up()
    {
        var people = new List<ApiResponse>();
        for (var person = 0; person < 6; person++)
            people.Add(await host.SignInAsync());

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 60)
                .Select(async call => (Owner: people[call % 6], ApiResponse: await host.RefreshAsync(people[call % 6].RefreshToken))));

        // V32: what one person gets must be that person's, in the body, in the token and in the cookie.
        foreach (var (owner, answer) in answers)
        {
            answer.ShouldBe(200);
            Assert.Equal(owner.SessionId, answer.SessionId);
            Assert.Equal(owner.Claims().GetProperty("sub").GetString(), answer.Claims().GetProperty("sub").GetString());
            Assert.Equal(owner.Json.GetProperty("user").GetRawText(), answer.Json.GetProperty("user").GetRawText());
        }
    }

    [Fact]
    public async Task The_newest_token_presented_again_while_things_settle_gets_an_access_token_and_no_cookie()
    {
        var first = await host.SignInAsync();
        var second = await host.RotateAsync(first);

        host.Time.Advance(RotationSteps.Second);
        var again = (await host.RefreshAsync(second.RefreshToken)).ShouldBe(200);

        Assert.Equal(2, again.Generation);
        Assert.Empty(again.SetCookies);
        (await host.MeAsync(again.AccessToken)).ShouldBe(200);
        Assert.Equal(2, (await host.SessionAsync(first.SessionId)).Rotation.Issued);
    }
}
