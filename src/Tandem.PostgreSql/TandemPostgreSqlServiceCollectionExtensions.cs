using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.PostgreSql.Accounts;
using Tandem.PostgreSql.Engine;
using Tandem.PostgreSql.Lockout;
using Tandem.PostgreSql.MasterKeys;
using Tandem.PostgreSql.Migrations;
using Tandem.PostgreSql.Refresh;
using Tandem.PostgreSql.Revocation;
using Tandem.PostgreSql.SecurityEvents;
using Tandem.PostgreSql.Sessions;
using Tandem.PostgreSql.Tickets;
using Tandem.Revocation;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SigningKeys;
using Tandem.Tickets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the storage ports.</summary>
public static partial class TandemPostgreSqlServiceCollectionExtensions
{
    /// <summary>
    /// Registers every storage port on the PostgreSQL database that the registered <see cref="StorageSettings"/> name, and
    /// <see cref="IStorageLifetime"/>, which must open it before a port is used.
    /// </summary>
    public static IServiceCollection AddTandemPostgreSql(this IServiceCollection services)
    {
        foreach (var missing in services.Where(service => service.ImplementationFactory == IncompleteSetupException.WithoutStorage).ToList())
            services.Remove(missing);
        services.TryAddSingleton(MachineTime.Current);
        services.TryAddSingleton(SecureRandom.System);
        services.TryAddSingleton<InstallationClock>();
        services.TryAddSingleton(provider => new MigrationProgress(
            line => LogProgress(provider.GetService<ILoggerFactory>()?.CreateLogger("Tandem.Storage") ?? NullLogger.Instance, line),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new PostgreSqlDatabase(
            PostgreSqlLocation.Resolve(provider.GetRequiredService<StorageSettings>()),
            (source, cancellationToken) => PostgreSqlMigrationTarget.UpgradeAsync(
                source, provider.GetRequiredService<InstallationClock>(), provider.GetRequiredService<SecureRandom>(),
                provider.GetRequiredService<MigrationProgress>(), provider.GetRequiredService<StorageSettings>().WhyNotMade, cancellationToken)));
        services.TryAddSingleton<IStorageLifetime>(provider => provider.GetRequiredService<PostgreSqlDatabase>());
        services.TryAddSingleton<RotationGroups>();
        services.TryAddSingleton<ISessionStore, PostgreSqlSessionStore>();
        services.TryAddSingleton<IAccountStore, PostgreSqlAccountStore>();
        services.TryAddSingleton<ISignInStore, PostgreSqlSignInStore>();
        services.TryAddSingleton<ITicketStore, PostgreSqlTicketStore>();
        services.TryAddSingleton<IRevocationFeed, PostgreSqlRevocationFeed>();
        services.TryAddSingleton<IEventStore, PostgreSqlEventStore>();
        services.TryAddSingleton<PostgreSqlKeyStore>();
        services.TryAddSingleton<IInstallationStore>(provider => provider.GetRequiredService<PostgreSqlKeyStore>());
        services.TryAddSingleton<ISigningKeyStore>(provider => provider.GetRequiredService<PostgreSqlKeyStore>());
        return services;
    }

    [LoggerMessage(LogLevel.Information, "{Progress}")]
    private static partial void LogProgress(ILogger logger, string progress);
}
