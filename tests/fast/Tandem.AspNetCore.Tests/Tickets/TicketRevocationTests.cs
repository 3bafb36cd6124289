using Tandem.Accounts;
using Tandem.Processes.Testing;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Tickets;

/// <summary>A ticket does not outlive what it was asked for with.</summary>
public sealed class TicketRevocationTests(TicketFixture fixture) : IClassFixture<TicketFixture>
{
    private readonly TandemHost host = fixture.Host;

    public static TheoryData<string, Func<TandemHost, Account, ApiResponse, Task>> Changes => new()
    {
        { "signed out", (host, _, signedIn) => host.LogoutAsync(signedIn.RefreshToken) },
        { "signed out everywhere", (host, _, signedIn) => host.SendAsync(new ApiRequest("POST", "/api/auth/logout-all").Bearer(signedIn.AccessToken)) },
        { "disabled", (host, account, _) => host.Get<AccountService>().DisableAsync(account, Caller.Local, CancellationToken.None) },
        { "other roles", (host, account, _) => host.Get<AccountService>().SetRolesAsync(account, ["other"], Caller.Local, CancellationToken.None) },
        {
            "another password",
            (host, _, signedIn) => host.SendAsync(new ApiRequest("POST", "/api/auth/password/change").Bearer(signedIn.AccessToken)
                .Json(new { currentPassword = TestAccounts.Password, newPassword = "another long passphrase" }))
        },
        { "ended by another process", async (host, _, signedIn) =>
            {
                var ended = new SessionEnded(Guid.NewGuid(), signedIn.SessionId, SessionEnd.EndedByOwner) { At = host.Time.GetUtcNow(), Context = EventContext.Local };
                await host.Get<ISessionStore>().TryRevokeAsync(signedIn.SessionId, null, SessionEnd.EndedByOwner, ended, CancellationToken.None);
                // The follower looks four times a second.
                await Eventually.IsTrueAfterAsync(() => host.Time.Advance(TimeSpan.FromMilliseconds(50)), () => host.MeAsync(signedIn.AccessToken).Result.Status == 401);
            }
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_refuses_an_access_token_refuses_its_tickets(string change, Func<TandemHost, Account, ApiResponse, Task> apply)
    {
        var account = await host.CreateAccountAsync();
        var signedIn = await host.LoginAsync(account.Email);
        var ticket = await host.TicketAsync(signedIn.AccessToken);

        await apply(host, account, signedIn);

        Assert.NotEqual(200, (await host.MeAsync(signedIn.AccessToken)).Status);
        (await host.DownloadAsync(ticket)).ShouldBe(401, "ticket_invalid").ShouldBeProblem(change);
    }

    // The deny set forgets an ended session when its last access token has expired: a ticket may live longer.
    [Fact]
    public async Task With_access_tokens_that_live_for_a_second_an_ended_session_is_remembered_as_long_as_its_tickets()
    {
        await using var brief = await TandemHost.StartAsync(TicketFixture.Settings(("AccessToken:Lifetime", "00:00:01")));
        var signedIn = await brief.SignInAsync();
        var ticket = await brief.TicketAsync(signedIn.AccessToken);
        await brief.LogoutAsync(signedIn.RefreshToken);

        for (var second = 0; second < 29; second++)
            brief.Time.Advance(TimeSpan.FromSeconds(1));

        (await brief.DownloadAsync(ticket)).ShouldBe(401, "ticket_invalid");
    }

    [Fact]
    public async Task A_restart_remembers_an_ended_session_as_long_as_its_tickets()
    {
        await using var brief = await TandemHost.StartAsync(TicketFixture.Settings(("AccessToken:Lifetime", "00:00:01")));
        var signedIn = await brief.SignInAsync();
        var ticket = await brief.TicketAsync(signedIn.AccessToken);
        await brief.LogoutAsync(signedIn.RefreshToken);
        await brief.StopAsync();
        brief.Time.Advance(TimeSpan.FromSeconds(29));
        await brief.StartAgainAsync();

        (await brief.DownloadAsync(ticket)).ShouldBe(401, "ticket_invalid");
    }

    [Fact]
    public async Task Another_session_of_the_account_keeps_its_tickets_when_one_is_signed_out()
    {
        var account = await host.CreateAccountAsync();
        var (one, two) = (await host.LoginAsync(account.Email), await host.LoginAsync(account.Email));
        var ticket = await host.TicketAsync(two.AccessToken);

        await host.LogoutAsync(one.RefreshToken);

        (await host.DownloadAsync(ticket)).ShouldBe(200);
    }
}
