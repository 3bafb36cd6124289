using Microsoft.Data.Sqlite;

using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.Processes.Testing;
using Tandem.Revocation;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SigningKeys;
using Tandem.Sqlite.Migrations;
using Tandem.Sqlite.Tests.Engine;

namespace Tandem.Sqlite.Tests.Migrations;

/// <summary>A database of every released schema opens with this program, with everything that was in it.</summary>
public sealed class ReleasedSchemaTests : IAsyncLifetime
{
    private const string Ada = "ada@example.com";
    private static readonly Guid Living = new("0b0b335c-cb46-47cc-8bf7-8bf81cabe7b6");

    private readonly SqliteHost host = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(host.Folder);
        using (var connection = new SqliteConnection($"Data Source={host.File};Pooling=False"))
        {
            connection.Open();
            using var dump = connection.CreateCommand();
            dump.CommandText = await File.ReadAllTextAsync(
                Repository.PathOf("tests", "fast", "Tandem.Sqlite.Tests", "Migrations", "0001.sql"), Cancellation);
            dump.ExecuteNonQuery();
        }

        await host.StartAsync(Cancellation);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public void It_has_the_schema_of_this_program() =>
        Assert.EndsWith($"schema version {SqliteMigrationTarget.Steps[^1].Version}", host.Get<IStorageLifetime>().Describe(), StringComparison.Ordinal);

    [Fact]
    public async Task Its_accounts_are_there()
    {
        var accounts = await host.Get<IAccountStore>().ListAsync(null, 10, Cancellation);

        Assert.Equal([Ada, "bob@example.com"], accounts.Select(account => account.Email));
        Assert.Equal([AccountStatus.Active, AccountStatus.Disabled], accounts.Select(account => account.Status));
        Assert.Equal(["admin", "user"], accounts[0].Roles);
        Assert.Equal("Ada", accounts[0].DisplayName);
        Assert.NotNull((await host.Get<IAccountStore>().FindByEmailAsync(Ada, Cancellation))!.PasswordHash);
    }

    [Fact]
    public async Task Its_living_session_goes_on_and_the_others_are_over()
    {
        var sessions = host.Get<ISessionStore>();
        var stored = (await sessions.FindAsync(Living, Cancellation))!;
        var now = stored.Session.LastUsedAt.AddDays(1);

        Assert.Null(stored.EndedBy(now));
        var rotated = await sessions.TryRotateAsync(
            new(Living, stored.Session.SecretHash, 2, now, TimeSpan.FromMinutes(1), stored.Session.Client), Cancellation);
        Assert.Equal(3, rotated!.Session.Rotation.Issued);
        Assert.Equal(
            [SessionEnd.AccountChanged, SessionEnd.SignedOut],
            [await EndOfAsync("94f6b352-07ed-4bc7-8b24-eed79a35697a"), await EndOfAsync("99aba435-1377-419d-96d5-eb6835e6fb28")]);

        async Task<SessionEnd?> EndOfAsync(string id) => (await sessions.FindAsync(new Guid(id), Cancellation))!.EndedBy(now);
    }

    [Fact]
    public async Task Its_locked_address_is_locked()
    {
        var locked = await host.Get<ISignInStore>().ReserveAsync(
            SignInKey.ForEmail("eve@example.com"), DateTimeOffset.FromUnixTimeMilliseconds(1795645666665), new LockoutPolicy(5, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15)), Cancellation);

        Assert.True(locked.IsLocked);
    }

    [Fact]
    public async Task Its_events_revocations_and_keys_are_there()
    {
        var events = await host.Get<IEventStore>().ReadAsync(0, 100, Cancellation);
        // All of them, and the one that says that they were linked.
        Assert.Equal(15, events.Count(record => record.Event is not EventChainStarted));
        Assert.Equal(15, Assert.IsType<EventChainStarted>(events[^1].Event).Covered);
        Assert.Single(events, record => record.Event is AccountLocked);
        Assert.Equal(2, (await host.Get<IRevocationFeed>().ReadAsync(0, DateTimeOffset.UnixEpoch, 10, Cancellation)).Count);

        var master = MasterKeySource.Parse("+lH/KfN5zNYVztQVby5xaqQMOwRjDu/ZX9GzaNWwyTI=", "test");
        await MasterKeyCheck.EnsureAsync(host.Get<IInstallationStore>(), master, "test", Cancellation);
        Assert.Equal(
            [SigningKeyState.Active, SigningKeyState.Announced],
            (await host.Get<ISigningKeyStore>().ListSigningKeysAsync(Cancellation)).Select(key => key.State));
    }
}
