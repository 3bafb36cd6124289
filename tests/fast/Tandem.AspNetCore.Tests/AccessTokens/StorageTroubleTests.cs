using System.Buffers.Text;
using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore.Tests.Sessions.Time;
using Tandem.AspNetCore.Tests.Tickets;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.SigningKeys;
using Tandem.Tickets;

namespace Tandem.AspNetCore.Tests.AccessTokens;

/// <summary>While the database is away, a request whose answer needs it gets 503, and nobody is signed out. What needs no database goes on.</summary>
public sealed class StorageTroubleTests : IAsyncLifetime
{
    private readonly UnwritableEvents events = new();
    private TandemHost host = null!;

    public async ValueTask InitializeAsync() => host = await TandemHost.StartAsync(new TandemHostSettings
    {
        Map = TicketFixture.Map,
        Services = builder =>
        {
            FailingSessionStore.AddTo(builder);
            events.Replace(builder);
            AwayTickets.AddTo(builder);
            AwayKeys.AddTo(builder);
        },
    });

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData(ApplicationEndpoints.Private)]
    [InlineData("/api/me")]
    public async Task A_token_of_a_key_that_is_not_known_here_may_be_good(string path)
    {
        var signedIn = await host.SignInAsync();
        var unknown = OfAnotherKey(signedIn.AccessToken);

        host.Get<AwayKeys>().Away = true;
        host.Time.Advance(TimeSpan.FromSeconds(1));
        // The second is within the time in which the keys are not read again.
        ShouldBeTrouble(await host.GetAsync(path, unknown));
        ShouldBeTrouble(await host.GetAsync(path, unknown));
        (await host.GetAsync(path, "garbage")).ShouldBe(401, "access_token_invalid");

        host.Get<AwayKeys>().Away = false;
        host.Time.Advance(TimeSpan.FromSeconds(1));
        (await host.GetAsync(path, unknown)).ShouldBe(401, "access_token_invalid");
        (await host.GetAsync(path, signedIn.AccessToken)).ShouldBe(200);
    }

    [Fact]
    public async Task A_ticket_that_cannot_be_looked_up_is_good_afterwards()
    {
        var ticket = await host.TicketAsync((await host.SignInAsync()).AccessToken);

        host.Get<AwayTickets>().Away = true;
        ShouldBeTrouble(await host.DownloadAsync(ticket));

        host.Get<AwayTickets>().Away = false;
        (await host.DownloadAsync(ticket)).ShouldBe(200);
    }

    [Fact]
    public async Task A_denial_that_cannot_be_recorded_is_none()
    {
        var signedIn = await host.SignInAsync();

        events.Away = true;
        ShouldBeTrouble(await host.SendAsync(new ApiRequest("POST", ApplicationEndpoints.Admin).Bearer(signedIn.AccessToken)));

        events.Away = false;
        (await host.SendAsync(new ApiRequest("POST", ApplicationEndpoints.Admin).Bearer(signedIn.AccessToken))).ShouldBe(403, "forbidden");
    }

    [Fact]
    public async Task A_valid_token_needs_no_database_and_whoever_has_it_can_refresh_afterwards()
    {
        var signedIn = await host.SignInAsync();
        var store = host.Get<FailingSessionStore>();

        (store.Away, host.Get<AwayKeys>().Away, host.Get<AwayTickets>().Away) = (true, true, true);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        (await host.GetAsync(ApplicationEndpoints.Private, signedIn.AccessToken)).ShouldBe(200);
        Assert.Empty((await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(503, "storage_unavailable").SetCookies);

        (store.Away, host.Get<AwayKeys>().Away, host.Get<AwayTickets>().Away) = (false, false, false);
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
    }

    // Without a challenge: a client would throw the token away.
    private static void ShouldBeTrouble(ApiResponse response)
    {
        Assert.Equal("application/problem+json", response.ShouldBe(503, "storage_unavailable").Header("Content-Type"));
        Assert.Equal(("2", null), (response.Header("Retry-After"), response.Header("WWW-Authenticate")));
        Assert.Empty(response.SetCookies);
    }

    private static string OfAnotherKey(string token)
    {
        var parts = token.Split('.');
        var header = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0]));
        var kid = System.Text.Json.JsonDocument.Parse(header).RootElement.GetProperty("kid").GetString()!;
        return $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header.Replace(kid, new string('x', kid.Length), StringComparison.Ordinal)))}.{parts[1]}.{parts[2]}";
    }

    private sealed class AwayTickets(ITicketStore inner) : ITicketStore
    {
        public bool Away { get; set; }

        public static void AddTo(WebApplicationBuilder builder)
        {
            var real = builder.Services.Single(service => service.ServiceType == typeof(ITicketStore)).ImplementationType!;
            builder.Services.AddSingleton(provider => new AwayTickets((ITicketStore)ActivatorUtilities.CreateInstance(provider, real)));
            builder.Services.AddSingleton<ITicketStore>(provider => provider.GetRequiredService<AwayTickets>());
        }

        public Task InsertAsync(Ticket ticket, int most, CancellationToken cancellationToken) => inner.InsertAsync(ticket, most, cancellationToken);

        public Task<Ticket?> TakeAsync(byte[] secretHash, CancellationToken cancellationToken) =>
            Away ? throw new StorageUnavailableException("Away.") : inner.TakeAsync(secretHash, cancellationToken);

        public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => inner.PurgeAsync(before, limit, cancellationToken);
    }

    private sealed class AwayKeys(ISigningKeyStore inner) : ISigningKeyStore
    {
        public bool Away { get; set; }

        public static void AddTo(WebApplicationBuilder builder)
        {
            var real = builder.Services.Single(service => service.ServiceType == typeof(ISigningKeyStore)).ImplementationFactory!;
            builder.Services.AddSingleton(provider => new AwayKeys((ISigningKeyStore)real(provider)));
            builder.Services.AddSingleton<ISigningKeyStore>(provider => provider.GetRequiredService<AwayKeys>());
        }

        public Task<IReadOnlyList<StoredSigningKey>> ListSigningKeysAsync(CancellationToken cancellationToken) =>
            Away ? throw new StorageUnavailableException("Away.") : inner.ListSigningKeysAsync(cancellationToken);

        public Task<bool> TryChangeSigningKeysAsync(SigningKeyChange change, CancellationToken cancellationToken) => inner.TryChangeSigningKeysAsync(change, cancellationToken);

        public Task<bool> TryScheduleSigningKeyAsync(string keyId, DateTimeOffset activateAt, CancellationToken cancellationToken) =>
            inner.TryScheduleSigningKeyAsync(keyId, activateAt, cancellationToken);

        public Task RewrapAsync(
            IReadOnlyList<StoredSigningKey> rewrapped, uint masterKeyId, DateTimeOffset now, SecurityEvent reported, CancellationToken cancellationToken) =>
            inner.RewrapAsync(rewrapped, masterKeyId, now, reported, cancellationToken);

        public Task PruneMasterKeysAsync(
            IReadOnlyList<uint> keyIds, DateTimeOffset now, IReadOnlyList<SecurityEvent> reported, CancellationToken cancellationToken) =>
            inner.PruneMasterKeysAsync(keyIds, now, reported, cancellationToken);
    }
}
