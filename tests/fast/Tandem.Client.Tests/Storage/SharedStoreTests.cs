using Tandem.Client.Crash.Testing;
using Tandem.Client.Errors;
using Tandem.Client.Storage;
using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Storage;

/// <summary>Several clients, as of several processes, on one store.</summary>
public sealed class SharedStoreTests : ClientTest
{
    [Fact]
    public async Task Who_waits_for_its_turn_adopts_what_the_other_got_and_needs_no_refresh()
    {
        var (first, second) = await TwoAsync();
        Server.ExpireAccessTokens();
        var refresh = Server.Hold("/api/auth/refresh");
        var one = first.StatusAsync("/api/a");
        await refresh.Arrived;
        var two = second.StatusAsync("/api/b");
        await WaitFor.ItAsync(() => Server.Count("/api/b") == 1);
        refresh.Release();

        Assert.Equal((200, 200), (await one, await two));
        Assert.Equal(1, Server.Refreshes);
        Assert.Equal(["Refreshed 2"], first.Story);
        Assert.Equal(["Refreshed 2 elsewhere"], second.Story);
    }

    [Fact]
    public async Task A_token_that_another_received_before_ones_own_was_refused_is_no_cure()
    {
        var (first, second) = await TwoAsync();
        await first.Session.RefreshAsync(Cancellation);
        Time.Advance(TimeSpan.FromSeconds(1));
        Server.ExpireAccessTokens();

        Assert.Equal(200, await second.StatusAsync("/api/me"));
        Assert.Equal(2, Server.Refreshes);
        Assert.Equal("Bearer s1.3", Server.Last("/api/me").Authorization);
    }

    [Fact]
    public async Task Who_refreshes_presents_the_newest_token_there_is()
    {
        var (first, second) = await TwoAsync();
        for (var round = 0; round < 5; round++)
        {
            await first.Session.RefreshAsync(Cancellation);
            Server.ExpireAccessTokens();
            Time.Advance(TimeSpan.FromMinutes(15));
            await second.Session.RefreshAsync(Cancellation);
            Server.ExpireAccessTokens();
            Time.Advance(TimeSpan.FromMinutes(15));
        }

        var presented = Server.Received.Select(request => request.Json.GetProperty("refreshToken").GetString());
        Assert.Equal(Enumerable.Range(1, 10).Select(generation => $"r.s1.{generation}"), presented);
    }

    [Fact]
    public async Task Answers_out_of_order_leave_the_newest_in_the_store()
    {
        var store = new TurnlessStore(new MemoryTokenStore());
        var (first, second) = await TwoAsync(store);
        var late = Server.HoldAnswer("/api/auth/refresh");
        var one = first.Session.RefreshAsync(Cancellation);
        await late.Arrived;
        Server.On("/api/auth/refresh");
        Assert.Equal(3, (await second.Session.RefreshAsync(Cancellation)).Session!.Generation);
        late.Release();

        Assert.Equal(3, (await one).Session!.Generation);
        Assert.Equal("r.s1.3", (await store.ReadAsync(Cancellation)).Session!.RefreshToken);
        Assert.Equal("s1.3", await first.Session.GetAccessTokenAsync(Cancellation));
    }

    [Fact]
    public async Task Bad_news_about_an_older_generation_ends_nothing()
    {
        var store = new TurnlessStore(new MemoryTokenStore());
        var (first, second) = await TwoAsync(store);
        var late = Server.Hold("/api/auth/refresh", context => Reply.ProblemAsync(context, 401, "refresh_token_invalid"));
        var one = first.Session.RefreshAsync(Cancellation);
        await late.Arrived;
        Server.On("/api/auth/refresh");
        await second.Session.RefreshAsync(Cancellation);
        late.Release();

        var session = await one;
        Assert.Equal((SessionStatus.Authenticated, 2), (session.Status, session.Session!.Generation));
    }

    [Fact]
    public async Task A_sign_out_by_one_is_followed_by_the_other_when_it_looks()
    {
        var (first, second) = await TwoAsync();
        await first.Session.SignOutAsync(Cancellation);
        Server.On("/api/me", context => Reply.ProblemAsync(context, 401, "session_revoked"));

        Assert.Equal(401, await second.StatusAsync("/api/me"));
        Assert.Equal(["SignedOut sign_out elsewhere"], second.Story);
        Assert.Equal(0, Server.Refreshes);
    }

    [Fact]
    public async Task A_sign_in_by_one_is_found_by_the_other_that_knew_of_nobody()
    {
        var store = new MemoryTokenStore();
        var waiting = Client(options => options.TokenStore = store);
        Assert.Null(await waiting.Session.GetAccessTokenAsync(Cancellation));

        await Client(options => options.TokenStore = store).SignInAsync();

        Assert.Equal(200, await waiting.StatusAsync("/api/me"));
        Assert.Equal(["Restored Anonymous", "SignedIn s1 elsewhere"], waiting.Story);
    }

    [Fact]
    public async Task Another_persons_sign_in_is_taken_over_and_nothing_repeated_in_their_name()
    {
        var (first, second) = await TwoAsync();
        await first.SignInAsync("bob@example.com");
        Server.ExpireAccessTokens();
        await first.Session.RefreshAsync(Cancellation);

        var error = await Assert.ThrowsAsync<TandemAuthException>(() => second.StatusAsync("/api/me"));

        Assert.Equal("session_changed", error.Code);
        Assert.Equal(1, Server.Count("/api/me"));
        Assert.Equal(["SignedIn s2 elsewhere"], second.Story);
        Assert.Equal(200, await second.StatusAsync("/api/me"));
    }

    [Fact]
    public async Task Signing_out_of_a_session_that_another_has_replaced_leaves_the_new_one()
    {
        var (first, second) = await TwoAsync();
        await first.SignInAsync("bob@example.com");

        await second.Session.SignOutAsync(Cancellation);

        Assert.Equal("s1", Server.Last("/api/auth/logout").Json.GetProperty("sessionId").GetString());
        Assert.Equal("s2", (await first.Store.ReadAsync(Cancellation)).Session!.Details.Id);
    }

    private async Task<(TestClient First, TestClient Second)> TwoAsync(ITokenStore? store = null)
    {
        store ??= new MemoryTokenStore();
        var first = await SignedInAsync(options => options.TokenStore = store);
        var second = Client(options => options.TokenStore = store);
        await second.Session.StartAsync(Cancellation);
        second.Forget();
        return (first, second);
    }
}
