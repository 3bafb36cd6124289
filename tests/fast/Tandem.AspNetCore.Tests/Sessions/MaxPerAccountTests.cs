using Tandem.Accounts;
using Tandem.Operations;
using Tandem.SecurityEvents;
using Tandem.Sessions;

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
    public async Task An_event_says_which_session_was_one_too_many()
    {
        var account = await host.CreateAccountAsync();
        var first = await LoginAsync(account.Email);
        for (var login = 0; login < 3; login++)
            await LoginAsync(account.Email);

        Assert.Equal(SessionEnd.Surplus, Assert.Single(await host.EventsAsync<SessionEnded>(first.SessionId)).Reason);
    }

    [Fact]
    public async Task An_event_names_the_account_when_four_of_five_are_there()
    {
        var account = await host.CreateAccountAsync();
        await LoginAsync(account.Email);
        await LoginAsync(account.Email);
        Assert.DoesNotContain(await host.EventsAsync<SessionLimitNear>(), near => near.AccountId == account.Id);

        await LoginAsync(account.Email);

        var near = Assert.Single(await host.EventsAsync<SessionLimitNear>(), near => near.AccountId == account.Id);
        Assert.Equal((3L, 3L), (near.Sessions, near.Most));
    }

    [Fact]
    public async Task An_account_that_had_more_before_loses_one_for_each_sign_in()
    {
        var account = await host.CreateAccountAsync();
        var now = host.Time.GetUtcNow();
        for (var earlier = 0; earlier < 8; earlier++)
            await host.Get<ISessionStore>().InsertAsync(Earlier(account, now.AddHours(-earlier)), null, Report(now), CancellationToken.None);

        await LoginAsync(account.Email);

        Assert.Equal(8, (await host.Get<SessionService>().ListAsync(account.Id, null, CancellationToken.None))!.Sessions.Count);
    }

    [Fact]
    public void Two_hundred_are_allowed_where_nothing_else_is_said() =>
        Assert.Equal(200, new TandemOptions().MaxSessionsPerAccount);

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

    private static Session Earlier(Account account, DateTimeOffset at) => new()
    {
        Id = Guid.NewGuid(),
        AccountId = account.Id,
        SessionEpoch = account.SessionEpoch,
        SecretHash = new byte[32],
        Rotation = RotationState.Initial,
        Persistent = true,
        CreatedAt = at,
        AuthenticatedAt = at,
        AuthenticationMethods = ["pwd"],
        IdleLifetime = TimeSpan.FromDays(7),
        Delivery = SessionDelivery.Cookie,
        Client = ClientInfo.None,
    };

    private static RateLimited Report(DateTimeOffset at) => new("test") { At = at, Context = EventContext.Local };

    private async Task<ApiResponse> LoginAsync(string email)
    {
        host.Time.Advance(TimeSpan.FromMinutes(2));
        return (await host.LoginAsync(email)).ShouldBe(200);
    }

    public sealed class Fixture() : HostFixture([("Sessions:MaxPerAccount", "3")]);
}
