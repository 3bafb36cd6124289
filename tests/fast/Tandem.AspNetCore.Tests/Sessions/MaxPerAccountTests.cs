namespace Tandem.AspNetCore.Tests.Sessions;

/// <summary>A limit on living sessions ends the one used longest ago.</summary>
public sealed class MaxPerAccountTests(MaxPerAccountTests.Fixture fixture) : IClassFixture<MaxPerAccountTests.Fixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task One_session_too_many_ends_the_one_used_longest_ago()
    {
        var account = await host.CreateAccountAsync();
        var first = await LoginAsync(account.Email);
        var second = await LoginAsync(account.Email);
        var third = await LoginAsync(account.Email);
        first = (await host.RefreshAsync(first.RefreshToken)).ShouldBe(200);
        host.Time.Advance(TimeSpan.FromMinutes(2));

        var fourth = await LoginAsync(account.Email);

        (await host.MeAsync(second.AccessToken)).ShouldBe(401, "session_revoked");
        (await host.RefreshAsync(second.RefreshToken)).ShouldBe(401, "session_revoked");
        foreach (var living in new[] { first, third, fourth })
            (await host.RefreshAsync(living.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task Parallel_sign_ins_end_up_within_the_limit()
    {
        var account = await host.CreateAccountAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.LoginAsync(account.Email)));
        Assert.All(answers, answer => answer.ShouldBe(200));

        var living = 0;
        foreach (var answer in answers)
            living += (await host.RefreshAsync(answer.RefreshToken)).Status == 200 ? 1 : 0;
        Assert.InRange(living, 1, 3);
    }

    [Fact]
    public async Task Other_accounts_are_not_counted()
    {
        var people = new List<ApiResponse>();
        for (var person = 0; person < 5; person++)
            people.Add(await host.SignInAsync());

        foreach (var person in people)
            (await host.MeAsync(person.AccessToken)).ShouldBe(200);
    }

    private async Task<ApiResponse> LoginAsync(string email)
    {
        host.Time.Advance(TimeSpan.FromMinutes(2));
        return (await host.LoginAsync(email)).ShouldBe(200);
    }

    public sealed class Fixture() : HostFixture([("Sessions:MaxPerAccount", "3")]);
}
