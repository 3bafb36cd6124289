using Tandem.Accounts;
using Tandem.Processes.Testing;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Sessions;

/// <summary>Seeing and ending one's own sessions, and nobody else's. D6.</summary>
[Trait("requirement", "D6")]
public sealed class OwnSessionsTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task The_list_shows_ones_living_sessions_and_which_is_this_one()
    {
        var account = await host.CreateAccountAsync();
        var laptop = await LoginAsync(account.Email, "laptop");
        var phone = await LoginAsync(account.Email, "phone");
        await host.LogoutAsync((await LoginAsync(account.Email, "gone")).RefreshToken);

        var list = (await host.GetAsync("/api/auth/sessions", laptop.AccessToken)).ShouldBe(200).Json.EnumerateArray().ToList();

        Assert.Equal(2, list.Count);
        var mine = Assert.Single(list, session => session.GetProperty("current").GetBoolean());
        Assert.Equal(laptop.SessionId, mine.GetProperty("id").GetGuid());
        Assert.Equal("laptop", mine.GetProperty("userAgent").GetString());
        Assert.Equal("127.0.0.0/24", mine.GetProperty("ip").GetString());
        Assert.Equal("cookie", mine.GetProperty("delivery").GetString());
        Assert.Contains(list, session => session.GetProperty("id").GetGuid() == phone.SessionId);
    }

    [Fact]
    public async Task More_than_a_hundred_come_in_pages_and_each_names_the_next()
    {
        var account = await host.CreateAccountAsync();
        var mine = await LoginAsync(account.Email, "mine");
        for (var session = 1; session < 101; session++)
            await BeginAsync(account);

        var first = (await host.GetAsync("/api/auth/sessions", mine.AccessToken)).ShouldBe(200);
        var link = first.Header("Link")!;
        Assert.Matches("^</api/auth/sessions[?]after=[0-9a-f-]{36}>; rel=\"next\"$", link);
        var second = (await host.GetAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)], mine.AccessToken)).ShouldBe(200);

        Assert.Equal(100, first.Json.GetArrayLength());
        Assert.Equal(mine.SessionId, Assert.Single(second.Json.EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Null(second.Header("Link"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("00000000-0000-0000-0000-000000000000&after=00000000-0000-0000-0000-000000000000")]
    public async Task A_page_that_no_page_names_is_refused(string after)
    {
        var mine = await host.SignInAsync();
        (await host.GetAsync($"/api/auth/sessions?after={after}", mine.AccessToken)).ShouldBe(400, "validation_failed");
    }

    [Fact]
    public async Task Signing_out_everywhere_changes_one_row_however_many_sessions_there_are()
    {
        var account = await host.CreateAccountAsync();
        var mine = await LoginAsync(account.Email, "mine");
        var others = new List<Guid>();
        for (var session = 0; session < 20; session++)
            others.Add(await BeginAsync(account));
        var before = await Task.WhenAll(others.Select(host.SessionAsync));

        (await host.SendAsync(new ApiRequest("POST", "/api/auth/logout-all").Bearer(mine.AccessToken))).ShouldBe(204);

        Assert.Equivalent(before, await Task.WhenAll(others.Select(host.SessionAsync)), strict: true);
        Assert.Empty((await host.Get<SessionService>().ListAsync(account.Id, null, CancellationToken.None))!.Sessions);
    }

    [Fact]
    public async Task The_time_of_the_last_use_is_told_to_the_hour_only()
    {
        var signedIn = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromMinutes(95));
        signedIn = await host.RefreshAsync(signedIn.RefreshToken);

        var session = (await host.GetAsync("/api/auth/sessions", signedIn.AccessToken)).Json.EnumerateArray().Single();

        var told = session.GetProperty("lastUsedAt").GetDateTimeOffset();
        Assert.Equal((0, 0, 0), (told.Minute, told.Second, told.Millisecond));
        Assert.InRange(host.Time.GetUtcNow() - told, TimeSpan.Zero, TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Ending_another_of_ones_sessions_refuses_its_tokens_at_once()
    {
        var account = await host.CreateAccountAsync();
        var (mine, other) = (await LoginAsync(account.Email, "a"), await LoginAsync(account.Email, "b"));

        (await DeleteAsync(other.SessionId.ToString(), mine)).ShouldBe(204);

        (await host.MeAsync(other.AccessToken)).ShouldBe(401, "session_revoked");
        (await host.RefreshAsync(other.RefreshToken)).ShouldBe(401, "session_revoked");
        (await host.MeAsync(mine.AccessToken)).ShouldBe(200);
        Assert.Equal(SessionEnd.EndedByOwner, Assert.Single(await host.EventsAsync<SessionEnded>(other.SessionId)).Reason);
        (await DeleteAsync(other.SessionId.ToString(), mine)).ShouldBe(404, "not_found");
    }

    [Fact]
    public async Task Another_accounts_session_is_not_found_and_goes_on()
    {
        var (mine, foreign) = (await host.SignInAsync(), await host.SignInAsync());

        (await DeleteAsync(foreign.SessionId.ToString(), mine)).ShouldBe(404, "not_found");

        (await host.MeAsync(foreign.AccessToken)).ShouldBe(200);
        (await host.RefreshAsync(foreign.RefreshToken)).ShouldBe(200);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("nonsense")]
    [InlineData("..%2f..")]
    [InlineData("'%20OR%201=1--")]
    public async Task A_session_that_is_not_there_is_not_found(string id)
    {
        (await DeleteAsync(id, await host.SignInAsync())).ShouldBe(404, "not_found");
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_of_the_account_and_of_no_other()
    {
        var account = await host.CreateAccountAsync();
        ApiResponse[] sessions =
            [await LoginAsync(account.Email, "a"), await LoginAsync(account.Email, "b"), await LoginAsync(account.Email, "c")];
        var foreign = await host.SignInAsync();

        (await host.SendAsync(new ApiRequest("POST", "/api/auth/logout-all").Bearer(sessions[1].AccessToken))).ShouldBe(204);

        foreach (var ended in sessions)
        {
            (await host.MeAsync(ended.AccessToken)).ShouldBe(401, "session_revoked");
            (await host.RefreshAsync(ended.RefreshToken)).ShouldBe(401, "session_revoked");
        }

        (await host.MeAsync(foreign.AccessToken)).ShouldBe(200);
        Assert.Single(await host.EventsAsync<SessionsEnded>(), ended => ended.AccountId == account.Id);
    }

    [Fact]
    public async Task Signing_in_while_signing_out_everywhere_leaves_no_session_half_ended()
    {
        var account = await host.CreateAccountAsync();
        var session = await LoginAsync(account.Email, "a");

        var ending = host.SendAsync(new ApiRequest("POST", "/api/auth/logout-all").Bearer(session.AccessToken));
        var started = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LoginAsync(account.Email, "b")));
        (await ending).ShouldBe(204);

        // Whichever came first: within a second what can refresh can also call, and the other way round.
        host.Time.Advance(TimeSpan.FromSeconds(1));
        foreach (var answer in started)
        {
            var expected = (await host.RefreshAsync(answer.RefreshToken)).Status;
            await Eventually.IsTrueAsync(async () => (await host.MeAsync(answer.AccessToken)).Status == expected);
        }
    }

    private async Task<Guid> BeginAsync(Account account)
    {
        var start = new SessionStart(SessionDelivery.Cookie, true, ["pwd"], null);
        return (await host.Get<SessionService>().StartAsync(account, start, Caller.Local, CancellationToken.None))!.Stored.Session.Id;
    }

    private Task<ApiResponse> DeleteAsync(string id, ApiResponse caller) =>
        host.SendAsync(new ApiRequest("DELETE", "/api/auth/sessions/" + id).Bearer(caller.AccessToken));

    private async Task<ApiResponse> LoginAsync(string email, string program) => (await host.SendAsync(new ApiRequest("POST", "/api/auth/login")
        .Header("User-Agent", program).Json(new { email, password = TestAccounts.Password }))).ShouldBe(200);
}
