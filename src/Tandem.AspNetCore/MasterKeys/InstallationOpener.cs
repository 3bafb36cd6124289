using Tandem.Accounts;
using Tandem.AspNetCore.Hosting;
using Tandem.MasterKeys;
using Tandem.Passwords;
using Tandem.Platform;
using Tandem.Revocation;
using Tandem.SecurityEvents;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.MasterKeys;

/// <summary>
/// Opens the installation: database, master key, signing keys, revocations. Refuses where going on would sign people out or let
/// revoked tokens pass. The server and the command line share it.
/// </summary>
internal sealed class InstallationOpener(IServiceProvider services)
{
    /// <summary>Opens a database that exists, and makes sure that the master key at hand is its own; no key is made.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be opened.</exception>
    /// <exception cref="MasterKeyException">The master key is missing or unusable.</exception>
    /// <exception cref="MasterKeyMismatchException">The master key is not this database's.</exception>
    public async Task OpenExistingAsync(CancellationToken cancellationToken)
    {
        await services.GetRequiredService<IStorageLifetime>().OpenAsync(cancellationToken);
        GitIgnore.Write(services.GetRequiredService<StorageSettings>().DataFolder);
        await AdoptAsync(
            services.GetRequiredService<Installation>(), services.GetRequiredService<MasterKeyLoader>(), services.GetRequiredService<IInstallationStore>(),
            mayGenerate: false, cancellationToken);
        await services.GetRequiredService<EventLog>().StartAsync(cancellationToken);
    }

    /// <summary>Opens an installation to look at what is there: nothing is sealed, and no key is made.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be opened.</exception>
    /// <exception cref="MasterKeyException">The master key is missing or unusable.</exception>
    /// <exception cref="MasterKeyMismatchException">The master key is not this database's.</exception>
    /// <exception cref="SecretUnusableException">The event log's key is gone or unusable.</exception>
    public async Task OpenToReadAsync(CancellationToken cancellationToken)
    {
        await services.GetRequiredService<IStorageLifetime>().OpenAsync(cancellationToken);
        await AdoptAsync(
            services.GetRequiredService<Installation>(), services.GetRequiredService<MasterKeyLoader>(), services.GetRequiredService<IInstallationStore>(),
            mayGenerate: false, cancellationToken);
        await services.GetRequiredService<EventLog>().OpenAsync(cancellationToken);
    }

    /// <summary>Opens it; says what was opened, and whether that is a new database beside a master key that was there before.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be opened.</exception>
    /// <exception cref="MasterKeyException">The master key is missing or unusable.</exception>
    /// <exception cref="MasterKeyMismatchException">The master key is not this database's.</exception>
    public async Task<(string Storage, bool IsBesideFormerKey)> OpenAsync(CancellationToken cancellationToken)
    {
        var storage = services.GetRequiredService<IStorageLifetime>();
        await storage.OpenAsync(cancellationToken);
        // Before there is a key in it.
        GitIgnore.Write(services.GetRequiredService<StorageSettings>().DataFolder);

        var keys = services.GetRequiredService<IInstallationStore>();
        var isNew = (await keys.MasterKeyChecksAsync(cancellationToken)).Count == 0;
        var loader = services.GetRequiredService<MasterKeyLoader>();
        var isBesideFormerKey = isNew && loader.File is { } path && File.Exists(path);
        await AdoptAsync(services.GetRequiredService<Installation>(), loader, keys, isNew, cancellationToken);
        await services.GetRequiredService<ClockDoubts>().AssessAsync(cancellationToken);
        // Before the first event, which a new installation's signing keys are.
        await services.GetRequiredService<EventLog>().StartAsync(cancellationToken);
        await services.GetRequiredService<KeyRingService>().StartAsync(cancellationToken);

        var stored = await services.GetRequiredService<IAccountStore>().PasswordAlgorithmsAsync(cancellationToken);
        services.GetRequiredService<PasswordAlgorithms>().EnsureCanVerify(stored);

        var clock = services.GetRequiredService<InstallationClock>();
        await services.GetRequiredService<DenySet>().FollowAsync(services.GetRequiredService<IRevocationFeed>(), clock.UtcNow, cancellationToken);
        return (storage.Describe(), isBesideFormerKey);
    }

    /// <summary>Loads the master keys and gives them to the installation, if they are this database's.</summary>
    internal static async Task AdoptAsync(
        Installation installation, MasterKeyLoader loader, IInstallationStore keys, bool mayGenerate, CancellationToken cancellationToken)
    {
        var id = await keys.InstallationIdAsync(cancellationToken);
        var masterKeys = loader.Load(mayGenerate);
        await MasterKeyCheck.EnsureAsync(keys, masterKeys, loader.Origin, cancellationToken);
        var retired = await keys.RetiredMasterKeysAsync(cancellationToken);
        installation.Open(new InstallationKeys(id, masterKeys)
        {
            Pruned = [.. retired.Where(key => key.Value.IsPruned).Select(key => key.Key)],
            Known = [.. (await keys.MasterKeyChecksAsync(cancellationToken)).Keys],
        });
        loader.Accept();
    }
}
