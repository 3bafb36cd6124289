using Tandem.Client.Errors;
using Tandem.Client.Storage;
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

    [Fact]
    public async Task One_that_fails_blocks_no_later_one()
    {
        var client = await SignedInAsync();
        await OweAsync(client, "s0");
        RefuseToKnow("s0");

        await client.Session.SignOutAsync(Cancellation);

        Assert.Null(Server.Session);
        Assert.Equal(["s0"], await OwedAsync(client));
    }

    [Fact]
    public async Task Nor_does_it_for_the_next_run_of_the_program()
    {
        var client = await SignedInAsync();
        BreakLogout("network");
        await Assert.ThrowsAsync<TransientException>(() => client.Session.SignOutAsync(Cancellation));
        await OweAsync(client, "s0");
        RefuseToKnow("s0");

        var next = Client(options => options.TokenStore = client.Store);
        await next.Session.StartAsync(Cancellation);

        await WaitFor.ItAsync(() => Server.Session is null);
        await WaitFor.ItAsync(() => OwedAsync(client).Result is ["s0"]);
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 1)]
    public async Task It_is_given_up_when_the_session_has_ended_by_itself(int seconds, int left)
    {
        var life = TimeSpan.FromDays(30);
        Server.RefreshExpiresIn = (int)life.TotalSeconds;
        var client = await SignedInAsync();
        BreakLogout("network");
        await Assert.ThrowsAsync<TransientException>(() => client.Session.SignOutAsync(Cancellation));
        client.Dispose();
        Time.Advance(life + TimeSpan.FromSeconds(seconds));

        var next = Client(options => options.TokenStore = client.Store);
        await OweAsync(next, "s9");
        await Assert.ThrowsAsync<TransientException>(() => next.Session.SignOutAsync(Cancellation));

        Assert.Equal(left, (await OwedAsync(next)).Count);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    public async Task One_whose_end_is_not_known_is_given_up_a_week_after_it_first_failed(int seconds, int left)
    {
        var store = new MemoryTokenStore();
        await store.UpdateAsync(tokens => tokens with { SignOuts = [new("s0", "r.s0.1")] }, Cancellation);
        BreakLogout("busy");
        var client = Client(options => options.TokenStore = store);
        await Assert.ThrowsAsync<TransientException>(() => client.Session.SignOutAsync(Cancellation));
        client.Dispose();
        Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(seconds));

        await using (var next = new TandemClient(new() { BaseAddress = Server.Url, TokenStore = store, TimeProvider = Time }))
            await next.StartAsync(Cancellation);

        Assert.Equal(left, (await store.ReadAsync(Cancellation)).SignOuts.Count);
    }

    [Fact]
    public async Task However_late_it_is_tried_once_more()
    {
        var client = await SignedInAsync();
        BreakLogout("network");
        await Assert.ThrowsAsync<TransientException>(() => client.Session.SignOutAsync(Cancellation));
        client.Dispose();
        Time.Advance(TimeSpan.FromDays(400));
        Server.On("/api/auth/logout");

        await using (var next = new TandemClient(new() { BaseAddress = Server.Url, TokenStore = client.Store, TimeProvider = Time }))
            await next.StartAsync(Cancellation);

        Assert.Null(Server.Session);
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

    /// <summary>A sign-out of a former installation is still owed.</summary>
    private static async Task OweAsync(TestClient client, string id) =>
        await client.Store.UpdateAsync(tokens => tokens with { SignOuts = [new(id, $"r.{id}.1"), .. tokens.SignOuts] }, Cancellation);

    private static async Task<List<string>> OwedAsync(TestClient client) =>
        [.. (await client.Store.ReadAsync(Cancellation)).SignOuts.Select(owed => owed.SessionId)];

    private void RefuseToKnow(string id) => Server.On("/api/auth/logout", context =>
        Server.Last("/api/auth/logout").Json.GetProperty("sessionId").GetString() == id
            ? Reply.ProblemAsync(context, 503, "storage_unavailable")
            : Server.AnswerAsync(context));

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
