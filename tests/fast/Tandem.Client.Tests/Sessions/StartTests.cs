using Tandem.Client.Errors;
using Tandem.Client.Storage;
using Tandem.Client.Tests.Support;
using Tandem.Processes.Testing;

namespace Tandem.Client.Tests.Sessions;

/// <summary>A program starts on a store that an earlier run left.</summary>
public sealed class StartTests : ClientTest
{
    [Fact]
    public async Task With_a_token_that_is_good_it_asks_nobody()
    {
        var store = (await SignedInAsync()).Store;
        var client = Client(options => options.TokenStore = store);
        Assert.Equal(SessionStatus.Loading, client.Now.Status);

        var session = await client.Session.StartAsync(Cancellation);

        Assert.Equal((SessionStatus.Authenticated, "The ada"), (session.Status, session.User!.DisplayName));
        Assert.Empty(Server.Received);
        Assert.Equal(["Restored Authenticated"], client.Story);
        Assert.Equal(200, await client.StatusAsync("/api/me"));
    }

    [Fact]
    public async Task On_a_store_that_outlives_a_crash_it_refreshes_once_before_it_uses_a_token()
    {
        using var folder = new TemporaryFolder();
        var store = new FileTokenStore(folder.File("session.json"));
        await SignedInAsync(options => options.TokenStore = store);
        var client = Client(options => options.TokenStore = store);

        var statuses = await Task.WhenAll(client.StatusAsync("/api/a"), client.StatusAsync("/api/b"));
        Assert.Equal([200, 200], statuses);
        Assert.Equal(200, await client.StatusAsync("/api/c"));

        Assert.Equal(1, Server.Refreshes);
        Assert.DoesNotContain(Server.Received, request => request.Authorization == "Bearer s1.1");
        Assert.Equal(["Restored Authenticated", "Refreshed 2"], client.Story);
    }

    [Fact]
    public async Task And_uses_none_while_it_cannot_refresh()
    {
        using var folder = new TemporaryFolder();
        var store = new FileTokenStore(folder.File("session.json"));
        await SignedInAsync(options => options.TokenStore = store);
        Server.On("/api/auth/refresh", Reply.BreakAsync);
        var client = Client(options => options.TokenStore = store);

        Assert.Equal("network_error", (await Assert.ThrowsAsync<TransientException>(() => client.StatusAsync("/api/me"))).Code);
        Assert.Equal(0, Server.Count("/api/me"));
    }

    [Fact]
    public async Task With_one_that_has_run_out_it_refreshes_once_shared_by_early_requests()
    {
        var store = (await SignedInAsync()).Store;
        Time.Advance(TimeSpan.FromMinutes(15));
        var client = Client(options => options.TokenStore = store);

        await Task.WhenAll(
            client.StatusAsync("/api/me"), client.Session.StartAsync(Cancellation), client.Session.StartAsync(Cancellation), client.Session.GetAccessTokenAsync(Cancellation));

        Assert.Equal(1, Server.Refreshes);
        Assert.Equal(["Restored Authenticated", "Refreshed 2"], client.Story);
    }

    [Fact]
    public async Task On_an_empty_store_it_is_anonymous()
    {
        var client = Client();

        Assert.Equal(SessionStatus.Anonymous, (await client.Session.StartAsync(Cancellation)).Status);
        Assert.Equal(SessionStatus.Anonymous, (await client.Session.RefreshAsync(Cancellation)).Status);
        Assert.Empty(Server.Received);
    }

    [Fact]
    public async Task Offline_it_is_stale_and_the_next_request_restores_the_session()
    {
        var store = (await SignedInAsync()).Store;
        Time.Advance(TimeSpan.FromMinutes(15));
        Server.On("/api/auth/refresh", Reply.BreakAsync);
        var client = Client(options => options.TokenStore = store);

        var session = await client.Session.StartAsync(Cancellation);
        Assert.Equal((SessionStatus.Stale, "ada@example.com", "network_error"), (session.Status, session.User!.Email, session.Error!.Code));
        await Assert.ThrowsAsync<TransientException>(() => client.Session.GetAccessTokenAsync(Cancellation));

        Server.On("/api/auth/refresh");
        Assert.Equal(200, await client.StatusAsync("/api/me"));
        Assert.Equal(SessionStatus.Authenticated, client.Now.Status);
    }

    [Fact]
    public async Task Of_a_session_that_is_over_it_tells_why_also_later()
    {
        var store = (await SignedInAsync()).Store;
        Time.Advance(TimeSpan.FromMinutes(15));
        Server.On("/api/auth/refresh", context => Reply.ProblemAsync(context, 401, "refresh_token_expired"));

        Assert.Equal("refresh_token_expired", (await Client(options => options.TokenStore = store).Session.StartAsync(Cancellation)).Reason);
        Assert.Equal("refresh_token_expired", (await Client(options => options.TokenStore = store).Session.StartAsync(Cancellation)).Reason);
        Assert.Equal(1, Server.Refreshes);
    }

    [Fact]
    public async Task Against_something_that_is_no_Tandem_server_it_throws()
    {
        var store = (await SignedInAsync()).Store;
        Time.Advance(TimeSpan.FromMinutes(15));
        Server.On("/api/auth/refresh", context => Reply.HtmlAsync(context, 404));

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => Client(options => options.TokenStore = store).Session.StartAsync(Cancellation));

        Assert.Equal("misconfigured", error.Code);
    }

    [Fact]
    public async Task Listeners_that_throw_stop_nobody()
    {
        var client = Client();
        var heard = 0;
        client.Session.SessionChanged += (_, _) => throw new InvalidOperationException("A fault of the application's.");
        client.Session.SessionChanged += (_, _) => heard++;

        await client.SignInAsync();

        Assert.Equal(1, heard);
        Assert.Same(client.Now, client.Now);
    }
}
