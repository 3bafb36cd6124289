using Tandem.Client.Errors;
using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Sessions;

public sealed class SignOutTests : ClientTest
{
    [Fact]
    public async Task It_names_its_session_and_forgets_the_tokens()
    {
        var client = await SignedInAsync();

        await client.Session.SignOutAsync(Cancellation);

        var sent = Server.Last("/api/auth/logout").Json;
        Assert.Equal(("s1", "r.s1.1"), (sent.GetProperty("sessionId").GetString(), sent.GetProperty("refreshToken").GetString()));
        Assert.Null(Server.Session);
        Assert.Null(await client.Session.GetAccessTokenAsync(Cancellation));
        Assert.Equal(["SignedOut sign_out"], client.Story);
        var stored = await client.Store.ReadAsync(Cancellation);
        Assert.Null(stored.Session);
        Assert.Empty(stored.SignOuts);
    }

    [Fact]
    public async Task Of_nobody_it_does_nothing()
    {
        await Client().Session.SignOutAsync(Cancellation);

        Assert.Empty(Server.Received);
    }

    [Theory]
    [InlineData("network")]
    [InlineData("portal")]
    [InlineData("busy")]
    public async Task One_that_does_not_reach_the_server_holds_here_and_no_refresh_undoes_it(string fault)
    {
        var client = await SignedInAsync();
        BreakLogout(fault);

        await Assert.ThrowsAsync<TransientException>(() => client.Session.SignOutAsync(Cancellation));

        Assert.Equal("sign_out", (await client.Session.RefreshAsync(Cancellation)).Reason);
        Assert.Equal("sign_out", (await client.Session.StartAsync(Cancellation)).Reason);
        Assert.Null(await client.Session.GetAccessTokenAsync(Cancellation));
        Assert.Equal(0, Server.Refreshes);
        Assert.Equal(["SignedOut sign_out"], client.Story);

        Server.On("/api/auth/logout");
        await client.Session.SignOutAsync(Cancellation);
        Assert.Null(Server.Session);
        Assert.Empty((await client.Store.ReadAsync(Cancellation)).SignOuts);
    }

    [Fact]
    public async Task The_server_is_told_later_by_itself()
    {
        var client = await SignedInAsync();
        BreakLogout("network");
        await Assert.ThrowsAsync<TransientException>(() => client.Session.SignOutAsync(Cancellation));
        Time.Advance(TimeSpan.FromSeconds(5));
        await WaitFor.ItAsync(() => Server.Count("/api/auth/logout") == 2);

        Server.On("/api/auth/logout");
        await WaitFor.ItAsync(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(10));
            return Server.Session is null;
        });
    }

    [Fact]
    public async Task Or_by_the_next_run_of_the_program()
    {
        var client = await SignedInAsync();
        BreakLogout("network");
        await Assert.ThrowsAsync<TransientException>(() => client.Session.SignOutAsync(Cancellation));
        client.Dispose();
        Server.On("/api/auth/logout");

        var next = Client(options => options.TokenStore = client.Store);

        Assert.Equal((SessionStatus.SignedOut, "sign_out"), await StateAsync(next));
        await WaitFor.ItAsync(() => Server.Session is null);
        await WaitFor.ItAsync(() => client.Store.ReadAsync(Cancellation).AsTask().Result.SignOuts.Count == 0);
    }

    [Fact]
    public async Task Which_waits_for_it_at_its_end()
    {
        var client = await SignedInAsync();
        BreakLogout("network");
        await Assert.ThrowsAsync<TransientException>(() => client.Session.SignOutAsync(Cancellation));
        Server.On("/api/auth/logout");

        await using (var next = new TandemClient(new TandemClientOptions { BaseAddress = Server.Url, TokenStore = client.Store }))
            Assert.Null(await next.GetAccessTokenAsync(Cancellation));

        Assert.Null(Server.Session);
        Assert.Empty((await client.Store.ReadAsync(Cancellation)).SignOuts);
    }

    [Fact]
    public async Task Asking_for_a_token_meanwhile_does_not_hurry_it()
    {
        var client = await SignedInAsync();
        BreakLogout("network");
        await Assert.ThrowsAsync<TransientException>(() => client.Session.SignOutAsync(Cancellation));

        for (var i = 0; i < 5; i++)
            Assert.Null(await client.Session.GetAccessTokenAsync(Cancellation));
        await client.Client.DisposeAsync();

        Assert.Equal(1, Server.Count("/api/auth/logout"));
    }

    [Fact]
    public async Task A_late_one_ends_nobody_elses_session()
    {
        var client = await SignedInAsync();
        BreakLogout("network");
        await Assert.ThrowsAsync<TransientException>(() => client.Session.SignOutAsync(Cancellation));
        Server.On("/api/auth/logout");
        await client.SignInAsync("bob@example.com");

        Time.Advance(TimeSpan.FromSeconds(5));
        await WaitFor.ItAsync(() => Server.Count("/api/auth/logout") == 2);

        Assert.Equal("s2", Server.Session?.Id);
        Assert.Equal(2, (await client.Session.RefreshAsync(Cancellation)).Session!.Generation);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(401, "session_revoked")]
    [InlineData(503, "busy")]
    public async Task A_refresh_under_way_does_not_bring_the_session_back(int status, string code)
    {
        var client = await SignedInAsync();
        var refresh = status == 200
            ? Server.HoldAnswer("/api/auth/refresh")
            : Server.Hold("/api/auth/refresh", context => Reply.ProblemAsync(context, status, code));
        var refreshing = client.Session.RefreshAsync(Cancellation);
        await refresh.Arrived;
        await client.Session.SignOutAsync(Cancellation);
        Assert.Equal("sign_out", client.Now.Reason);
        refresh.Release();
        await refreshing;

        Assert.Equal((SessionStatus.SignedOut, "sign_out"), (client.Now.Status, client.Now.Reason));
        Assert.Null((await client.Store.ReadAsync(Cancellation)).Session);
        Assert.Equal(["SignedOut sign_out"], client.Story);
    }

    private static async Task<(SessionStatus, string?)> StateAsync(TestClient client)
    {
        var session = await client.Session.StartAsync(Cancellation);
        return (session.Status, session.Reason);
    }

    private void BreakLogout(string fault) => Server.On("/api/auth/logout", context => fault switch
    {
        "network" => Reply.BreakAsync(context),
        "portal" => Reply.HtmlAsync(context, 200),
        _ => Reply.ProblemAsync(context, 503, "busy"),
    });
}
