using System.Diagnostics.Metrics;

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.Revocation;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SigningKeys;
using Tandem.Sqlite.Accounts;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Lockout;
using Tandem.Sqlite.MasterKeys;
using Tandem.Sqlite.Migrations;
using Tandem.Sqlite.Revocation;
using Tandem.Sqlite.SecurityEvents;
using Tandem.Sqlite.Sessions;
using Tandem.Sqlite.Tickets;
using Tandem.Tickets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the storage ports.</summary>
public static partial class TandemStorageServiceCollectionExtensions
{
    /// <summary>
    /// Registers every storage port on the database that the registered <see cref="StorageSettings"/> name, and
    /// <see cref="IStorageLifetime"/>, which must open it before a port is used.
    /// </summary>
    public static IServiceCollection AddTandemStorage(this IServiceCollection services)
    {
        foreach (var missing in services.Where(service => service.ImplementationFactory == IncompleteSetupException.WithoutStorage).ToList())
            services.Remove(missing);
        services.TryAddSingleton(MachineTime.Current);
        services.TryAddSingleton(SecureRandom.System);
        services.TryAddSingleton<InstallationClock>();
        services.TryAddSingleton(provider => new MigrationProgress(
            line => LogProgress(provider.GetService<ILoggerFactory>()?.CreateLogger("Tandem.Storage") ?? NullLogger.Instance, line),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new SqliteDatabase(
            SqliteLocation.Resolve(provider.GetRequiredService<StorageSettings>()),
            (file, cancellationToken) => SqliteMigrationTarget.UpgradeAsync(
                file, provider.GetRequiredService<InstallationClock>(), provider.GetRequiredService<SecureRandom>(),
                provider.GetRequiredService<MigrationProgress>(), cancellationToken),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<IMeterFactory>(),
            provider.GetRequiredService<StorageSettings>().WhyNotMade));
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

    [LoggerMessage(LogLevel.Information, "{Progress}")]
    private static partial void LogProgress(ILogger logger, string progress);
}
