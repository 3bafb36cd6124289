using Microsoft.Extensions.DependencyInjection.Extensions;

using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.MasterKeys;
using Tandem.SigningKeys;
using Tandem.Platform;
using Tandem.Revocation;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.Storage.Sqlite;
using Tandem.Tickets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the storage ports.</summary>
public static class TandemStorageServiceCollectionExtensions
{
    /// <summary>
    /// Registers every storage port on the database that the registered <see cref="StorageSettings"/> name, and
    /// <see cref="IStorageLifetime"/>, which must open it before a port is used.
    /// </summary>
    public static IServiceCollection AddTandemStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(MachineTime.Current);
        services.TryAddSingleton(SecureRandom.System);
        services.TryAddSingleton<InstallationClock>();
        services.TryAddSingleton(provider => new SqliteDatabase(
            SqliteLocation.Resolve(provider.GetRequiredService<StorageSettings>()),
            provider.GetRequiredService<InstallationClock>(),
            provider.GetRequiredService<SecureRandom>()));
        services.TryAddSingleton<IStorageLifetime>(provider => provider.GetRequiredService<SqliteDatabase>());
        services.TryAddSingleton<ISessionStore, SqliteSessionStore>();
        services.TryAddSingleton<IAccountStore, SqliteAccountStore>();
        services.TryAddSingleton<ISignInStore, SqliteSignInStore>();
        services.TryAddSingleton<ITicketStore, SqliteTicketStore>();
        services.TryAddSingleton<IRevocationFeed, SqliteRevocationFeed>();
        services.TryAddSingleton<IEventStore, SqliteEventStore>();
        services.TryAddSingleton<SqliteKeyStore>();
        services.TryAddSingleton<IInstallationStore>(provider => provider.GetRequiredService<SqliteKeyStore>());
        services.TryAddSingleton<ISigningKeyStore>(provider => provider.GetRequiredService<SqliteKeyStore>());
        return services;
    }
}
