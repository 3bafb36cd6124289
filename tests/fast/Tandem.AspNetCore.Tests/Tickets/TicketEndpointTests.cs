using System.Buffers.Text;
using System.Text.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

using Tandem.Processes.Testing;
using Tandem.Tickets;

namespace Tandem.AspNetCore.Tests.Tickets;

/// <summary>Who gets a ticket, and what it is.</summary>
public sealed class TicketEndpointTests(TicketFixture fixture) : IClassFixture<TicketFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task The_bearer_of_an_access_token_gets_a_ticket_for_thirty_seconds_that_nothing_may_store()
    {
        var signedIn = await host.SignInAsync();

        var answer = (await host.AskForTicketAsync(signedIn.AccessToken)).ShouldBe(200);

        Assert.Equal(["ticket", "expiresIn"], answer.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(30, answer.Json.GetProperty("expiresIn").GetInt64());
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        var ticket = answer.Json.GetProperty("ticket").GetString()!;
        Assert.Equal(TicketFormat.EncodedLength, ticket.Length);
        Assert.StartsWith("tandem_ticket_", ticket, StringComparison.Ordinal);
        Assert.Equal(33, Base64Url.DecodeFromChars(ticket.AsSpan(TicketFormat.Prefix.Length)).Length);
        Assert.Equal(ticket, Uri.EscapeDataString(ticket));
    }

    [Fact]
    public async Task No_two_tickets_are_alike()
    {
        var signedIn = await host.SignInAsync();
        var tickets = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.TicketAsync(signedIn.AccessToken)));

        Assert.Equal(20, tickets.Distinct().Count());
    }

    [Fact]
    public async Task Without_a_good_access_token_there_is_none()
    {
        var signedIn = await host.SignInAsync();

        (await host.AskForTicketAsync(null)).ShouldBe(401, "access_token_missing").ShouldBeProblem("no token");
        (await host.AskForTicketAsync(signedIn.AccessToken + "x")).ShouldBe(401, "access_token_invalid");
        (await host.SendAsync(new ApiRequest("POST", "/api/auth/ticket").Cookie(signedIn.RefreshToken))).ShouldBe(401, "access_token_missing");
        (await host.SendAsync(new ApiRequest("POST", "/api/auth/ticket").Header("X-API-Key", "a key"))).ShouldBe(401, "access_token_missing");
        await host.LogoutAsync(signedIn.RefreshToken);
        (await host.AskForTicketAsync(signedIn.AccessToken)).ShouldBe(401, "session_revoked");
    }

    [Fact]
    public async Task A_ticket_gets_no_ticket()
    {
        var signedIn = await host.SignInAsync();
        var ticket = await host.TicketAsync(signedIn.AccessToken);

        (await host.AskForTicketAsync(ticket)).ShouldBe(401, "access_token_invalid");
        (await host.SendAsync(new ApiRequest("POST", $"/api/auth/ticket?ticket={ticket}"))).ShouldBe(401, "access_token_missing");
        (await host.SendAsync(new ApiRequest("POST", $"/api/auth/ticket?access_token={ticket}"))).ShouldBe(400, "token_in_query");
        (await host.DownloadAsync(ticket)).ShouldBe(200);
    }

    [Fact]
    public async Task Other_methods_and_compressed_bodies_are_refused_as_elsewhere()
    {
        var token = (await host.SignInAsync()).AccessToken;

        Assert.Equal("POST", (await host.GetAsync("/api/auth/ticket", token)).ShouldBe(405, "method_not_allowed").Header("Allow"));
        (await host.SendRawAsync("POST /api/auth/ticket HTTP/1.1", [$"Authorization: Bearer {token}", "Content-Encoding: gzip"], "{}"u8.ToArray()))
            .ShouldBe(415, "unsupported_media_type");
        (await host.SendAsync(new ApiRequest("POST", "/api/auth/ticket").Bearer(token).Body(new string('x', 17 * 1024))))
            .ShouldBe(413, "body_too_large");
    }

    [Fact]
    public async Task Tickets_count_with_refreshes_against_the_limit_of_an_address()
    {
        await using var limited = await TandemHost.StartAsync([("RateLimits:IncludeLoopback", "true"), ("RateLimits:PerAddress:Refresh", "3")]);
        var signedIn = await limited.SignInAsync();
        await limited.TicketAsync(signedIn.AccessToken);
        await limited.TicketAsync(signedIn.AccessToken);
        await limited.RefreshAsync(signedIn.RefreshToken);

        Assert.Equal("60", (await limited.AskForTicketAsync(signedIn.AccessToken)).ShouldBe(429, "rate_limited").Header("Retry-After"));
    }

    [Fact]
    public async Task Of_a_session_the_newest_hundred_stay_and_other_sessions_keep_theirs()
    {
        var signedIn = await host.SignInAsync();
        var others = await host.TicketAsync((await host.SignInAsync()).AccessToken);
        var tickets = new List<string>();
        for (var i = 0; i <= Ticket.MostPerSession; i++)
            tickets.Add(await host.TicketAsync(signedIn.AccessToken));

        (await host.DownloadAsync(tickets[0])).ShouldBe(401, "ticket_invalid");
        foreach (var kept in tickets[1..].Append(others))
            (await host.DownloadAsync(kept)).ShouldBe(200);
    }

    [Fact]
    public async Task Of_a_ticket_only_the_hash_of_its_secret_is_stored_and_nothing_once_it_is_used()
    {
        await using var alone = await TandemHost.StartAsync(TicketFixture.Settings());
        var ticket = await alone.TicketAsync((await alone.SignInAsync()).AccessToken);
        var secret = Base64Url.DecodeFromChars(ticket.AsSpan(TicketFormat.Prefix.Length))[1..];
        Assert.True(TicketFormat.TryHash(ticket, out var hash));

        var stored = Database(alone);
        Assert.True(stored.IndexOf(hash) >= 0);
        Assert.True(stored.IndexOf(secret) < 0);
        Assert.True(stored.IndexOf(JsonSerializer.SerializeToUtf8Bytes(ticket).AsSpan(1..^1)) < 0);
        await alone.DownloadAsync(ticket);
        Assert.Equal(0, await RemoveAllAsync(alone));
    }

    [Fact]
    public async Task One_that_was_never_used_is_removed_in_the_end()
    {
        await using var alone = await TandemHost.StartAsync(new TandemHostSettings { Services = CountingTicketStore.AddTo });
        await alone.TicketAsync((await alone.SignInAsync()).AccessToken);

        // Nothing is removed before the clock has been steady for an hour.
        await Eventually.IsTrueAfterAsync(() => alone.Time.Advance(TimeSpan.FromMinutes(10)), () => alone.Get<CountingTicketStore>().Purged == 1);
    }

    private static ReadOnlySpan<byte> Database(TandemHost host)
    {
        using var all = new MemoryStream();
        foreach (var file in Directory.EnumerateFiles(host.Folder, "tandem.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.CopyTo(all);
        }

        return all.ToArray();
    }

    private static Task<int> RemoveAllAsync(TandemHost host) =>
        host.Get<ITicketStore>().PurgeAsync(host.Time.GetUtcNow() + TimeSpan.FromDays(1), 10, CancellationToken.None);

    /// <summary>The host's store, which tells how many tickets were purged.</summary>
    private sealed class CountingTicketStore(ITicketStore inner) : ITicketStore
    {
        private int purged;

        public int Purged => Volatile.Read(ref purged);

        public static void AddTo(WebApplicationBuilder builder)
        {
            var real = builder.Services.Single(service => service.ServiceType == typeof(ITicketStore)).ImplementationType!;
            builder.Services.AddSingleton(provider => new CountingTicketStore((ITicketStore)ActivatorUtilities.CreateInstance(provider, real)));
            builder.Services.AddSingleton<ITicketStore>(provider => provider.GetRequiredService<CountingTicketStore>());
        }

        public Task InsertAsync(Ticket ticket, int most, CancellationToken cancellationToken) => inner.InsertAsync(ticket, most, cancellationToken);

        public Task<Ticket?> TakeAsync(byte[] secretHash, CancellationToken cancellationToken) => inner.TakeAsync(secretHash, cancellationToken);

        public async Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
        {
            var removed = await inner.PurgeAsync(before, limit, cancellationToken);
            Interlocked.Add(ref purged, removed);
            return removed;
        }
    }
}
