using Microsoft.AspNetCore.Builder;

using Tandem.AspNetCore;
using Tandem.AspNetCore.Testing;
using Tandem.AspNetCore.Tickets;
using Tandem.Client.Crash.Testing;
using Tandem.Client.Errors;
using Tandem.Client.Storage;
using Tandem.Client.Tests.Support;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Client.Tests.RealServer;

/// <summary>Against Tandem itself, on SQLite, over HTTP.</summary>
public sealed class RealServerTests : IAsyncLifetime
{
    private readonly List<TestClient> clients = [];
    private TandemHost host = null!;
    private string email = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = await TandemHost.StartAsync(new TandemHostSettings
        {
            Configuration = new Dictionary<string, string?>
            {
                ["Tandem:RefreshToken:Delivery:0"] = "cookie",
                ["Tandem:RefreshToken:Delivery:1"] = "body",
            },
            Map = app =>
            {
                app.MapTandem();
                app.MapGet("/app/download", () => "file").RequireAuthorization().AllowTicket();
            },
        });
        email = (await host.CreateAccountAsync()).Email;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_session_from_sign_in_to_sign_out()
    {
        var client = await SignedInAsync();
        Assert.Equal(200, await client.StatusAsync(ApplicationEndpoints.Private));
        host.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(200, await client.StatusAsync(ApplicationEndpoints.Private));
        Assert.Equal(2, client.Now.Session!.Generation);

        await client.Session.SignOutAsync(Cancellation);

        Assert.Equal(401, await client.StatusAsync(ApplicationEndpoints.Private));
        var ended = Assert.Single(await host.EventsAsync<SessionEnded>());
        Assert.Equal(SessionEnd.SignedOut, ended.Reason);
    }

    [Fact]
    public async Task A_wrong_password_and_a_403_are_told_as_such()
    {
        var client = Client(new MemoryTokenStore());
        Assert.Equal("invalid_credentials", (await Assert.ThrowsAsync<ProblemException>(() => client.SignInAsync(email, "wrong"))).Code);

        await client.SignInAsync(email, TestAccounts.Password);
        using var answer = await client.Http.PostAsync(ApplicationEndpoints.Admin, null, Cancellation);
        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Equal(1, client.Now.Session!.Generation);
    }

    [Fact]
    public async Task A_ticket_opens_one_connection_that_sends_no_header()
    {
        var client = await SignedInAsync();
        host.Time.Advance(TimeSpan.FromMinutes(20));

        var ticket = await client.Session.GetTicketAsync(Cancellation);

        Assert.Equal("file", (await host.GetAsync($"/app/download?ticket={ticket}")).Body);
        Assert.Equal(401, (await host.GetAsync($"/app/download?ticket={ticket}")).Status);
    }

    [Fact]
    public async Task A_server_that_delivers_no_bodies_says_so()
    {
        await host.RestartAsync(("RefreshToken:Delivery:1", "cookie"));

        var error = await Assert.ThrowsAsync<ProblemException>(() => Client(new MemoryTokenStore()).SignInAsync(email, TestAccounts.Password));

        Assert.Equal("validation_failed", error.Code);
        Assert.Contains("delivery", error.Problem!.Errors!.Keys);
    }

    [Fact]
    public async Task A_session_that_was_ended_elsewhere_is_found_out_by_the_next_request()
    {
        var client = await SignedInAsync();
        await host.Get<SessionService>().EndAllAsync(
            Guid.Parse(client.Now.User!.Id), null, SessionEnd.EndedByAdmin, Caller.Local, Cancellation);

        Assert.Equal(401, await client.StatusAsync(ApplicationEndpoints.Private));
        Assert.Equal((SessionStatus.SignedOut, "session_revoked"), (client.Now.Status, client.Now.Reason));
    }

    [Fact]
    public async Task A_restart_of_the_server_signs_nobody_out()
    {
        var client = await SignedInAsync();
        await host.StopAsync();
        host.Time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("network_error", (await client.RefreshFailsAsync()).Code);
        await host.StartAgainAsync();

        Assert.Equal(200, await client.StatusAsync(ApplicationEndpoints.Private));
    }

    [Fact]
    public async Task While_the_servers_volume_is_empty_the_token_stays_stored_and_it_is_good_when_the_volume_is_back()
    {
        var client = await SignedInAsync();
        await host.StopAsync();
        var aside = Directory.CreateTempSubdirectory("tandem-volume-");
        Move(host.Folder, aside.FullName);
        await host.StartAgainAsync();
        host.Time.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(401, await client.StatusAsync(ApplicationEndpoints.Private));

        Assert.Equal((SessionStatus.SignedOut, SessionSnapshot.ForeignReason), (client.Now.Status, client.Now.Reason));
        Assert.NotNull(await client.Store.ReadAsync(Cancellation));
        await host.StopAsync();
        foreach (var file in Directory.GetFiles(host.Folder, "tandem.db*"))
            File.Delete(file);
        Move(aside.FullName, host.Folder);
        aside.Delete(recursive: true);
        await host.StartAgainAsync();
        var again = Client(client.Store);
        await again.Session.StartAsync(Cancellation);
        Assert.Equal(200, await again.StatusAsync(ApplicationEndpoints.Private));

        static void Move(string from, string to)
        {
            foreach (var file in Directory.GetFiles(from, "tandem.db*"))
                File.Move(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    [Fact]
    public async Task A_thief_with_a_copy_of_the_store_is_found_out()
    {
        var client = await SignedInAsync();
        var stolen = await client.Store.ReadAsync(Cancellation);
        var copy = new MemoryTokenStore();
        await copy.UpdateAsync(_ => stolen, Cancellation);
        for (var round = 0; round < 3; round++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(16));
            Assert.Equal(200, await client.StatusAsync(ApplicationEndpoints.Private));
        }

        var thief = Client(copy);
        await thief.Session.RefreshAsync(Cancellation);

        Assert.Equal("refresh_token_reused", thief.Now.Reason);
        Assert.Single(await host.EventsAsync<RefreshTokenReused>());
    }

    [Fact]
    public async Task Clients_that_refresh_at_the_same_time_without_turns_get_one_session()
    {
        var store = new TurnlessStore(new MemoryTokenStore());
        var all = new List<TestClient> { await SignedInAsync(store) };
        for (var i = 0; i < 5; i++)
            all.Add(Client(store));
        foreach (var client in all)
            await client.Session.StartAsync(Cancellation);

        for (var round = 0; round < 20; round++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(round % 3 == 0 ? 16 : 2));
            await Task.WhenAll(all.Select(client => client.Session.RefreshAsync(Cancellation)));
            Assert.All(await Task.WhenAll(all.Select(client => client.StatusAsync(ApplicationEndpoints.Private))), status => Assert.Equal(200, status));
        }

        Assert.Empty(await host.EventsAsync<RefreshTokenReused>());
        Assert.Single(all.Select(client => client.Now.Session!.Id).Distinct());
    }

    private TestClient Client(ITokenStore store)
    {
        var client = new TestClient(new TandemClientOptions { BaseAddress = host.Url, TimeProvider = host.Time, TokenStore = store });
        clients.Add(client);
        return client;
    }

    private async Task<TestClient> SignedInAsync(ITokenStore? store = null)
    {
        var client = Client(store ?? new MemoryTokenStore());
        await client.SignInAsync(email, TestAccounts.Password);
        return client;
    }
}
