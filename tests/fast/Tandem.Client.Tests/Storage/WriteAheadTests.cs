using Tandem.Client.Errors;
using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Storage;

/// <summary>Nothing is used that the store does not hold.</summary>
public sealed class WriteAheadTests : ClientTest
{
    [Fact]
    public async Task A_refresh_that_cannot_be_stored_is_not_used_and_tried_again()
    {
        var store = new FailingStore();
        var client = await SignedInAsync(options => options.TokenStore = store);
        Server.ExpireAccessTokens();
        store.CannotWrite = true;

        var error = await Assert.ThrowsAsync<TransientException>(() => client.StatusAsync("/api/me"));

        Assert.Equal("token_store_failed", error.Code);
        Assert.IsType<IOException>(error.InnerException);
        Assert.Equal((SessionStatus.Stale, 1), (client.Now.Status, client.Now.Session!.Generation));
        // The server has handed out s1.2; nobody has seen it used.
        Assert.Equal(["Bearer s1.1"], Server.Received.Where(request => request.Path == "/api/me").Select(request => request.Authorization));

        store.CannotWrite = false;
        Assert.Equal(200, await client.StatusAsync("/api/me"));
        Assert.Equal(["r.s1.1", "r.s1.1"], Server.Received.Where(request => request.Path == "/api/auth/refresh")
            .Select(request => request.Json.GetProperty("refreshToken").GetString()));
    }

    [Fact]
    public async Task Receiving_and_storing_together_take_12_s_at_most()
    {
        var store = new FailingStore();
        var client = await SignedInAsync(options => options.TokenStore = store);
        var begun = new TaskCompletionSource();
        var write = new TaskCompletionSource();
        store.Write = () =>
        {
            begun.TrySetResult();
            return write.Task;
        };
        var outcome = client.Session.RefreshAsync(Cancellation);
        await begun.Task.WaitAsync(Cancellation);
        Time.Advance(TimeSpan.FromSeconds(12));

        Assert.Equal("timed_out", (await Assert.ThrowsAsync<TransientException>(() => outcome)).Code);
        Assert.Equal((SessionStatus.Stale, 1), (client.Now.Status, client.Now.Session!.Generation));

        // A write that had begun goes on. The next refresh finds what it stored.
        store.Write = null;
        write.SetResult();
        Assert.Equal(2, (await client.Session.RefreshAsync(Cancellation)).Session!.Generation);
        Assert.Equal(1, Server.Refreshes);
    }

    [Fact]
    public async Task A_sign_in_that_cannot_be_stored_signs_nobody_in()
    {
        var store = new FailingStore { CannotWrite = true };
        var client = Client(options => options.TokenStore = store);

        Assert.Equal("token_store_failed", (await Assert.ThrowsAsync<TransientException>(() => client.SignInAsync())).Code);
        Assert.Null(await client.Session.GetAccessTokenAsync(Cancellation));
    }

    [Fact]
    public async Task A_sign_out_that_cannot_be_stored_did_not_happen()
    {
        var store = new FailingStore();
        var client = await SignedInAsync(options => options.TokenStore = store);
        store.CannotWrite = true;

        Assert.Equal("token_store_failed", (await Assert.ThrowsAsync<TransientException>(() => client.Session.SignOutAsync(Cancellation))).Code);
        Assert.Equal(SessionStatus.Authenticated, client.Now.Status);
        Assert.Empty(Server.Received);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_tells_nothing_about_the_session()
    {
        var store = new FailingStore { CannotRead = true };
        var client = Client(options => options.TokenStore = store);

        Assert.Equal("token_store_failed", (await Assert.ThrowsAsync<TransientException>(() => client.Session.GetAccessTokenAsync(Cancellation))).Code);
        Assert.Equal(SessionStatus.Stale, (await client.Session.StartAsync(Cancellation)).Status);

        store.CannotRead = false;
        Assert.Null(await client.Session.GetAccessTokenAsync(Cancellation));
        Assert.Equal(SessionStatus.Anonymous, client.Now.Status);
    }

    [Fact]
    public async Task With_a_good_token_it_is_not_even_asked()
    {
        var store = new FailingStore();
        var client = await SignedInAsync(options => options.TokenStore = store);
        store.CannotRead = true;

        Assert.Equal(200, await client.StatusAsync("/api/me"));
    }
}
