using System.Security.Cryptography;

using Tandem.MasterKeys;
using Tandem.Platform;

namespace Tandem.SecurityEvents;

/// <summary>Starts the event log's chain, checks it, and erases from it what concerns a person.</summary>
internal sealed class EventLog(IEventStore store, IInstallationStore keys, Installation installation, InstallationClock clock, SecureRandom random)
{
    private const string KeyName = "event-log";

    private EventSealer? opened;

    private EventSealer Sealer => opened ?? throw new InvalidOperationException("The event log is used before it was started.");

    /// <summary>Loads the log's key, to read and check what is there. Nothing is sealed.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    /// <exception cref="SecretUnusableException">The key cannot be unwrapped, or was removed.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var stored = await keys.FindSecretAsync(KeyName, cancellationToken) ?? throw new SecretUnusableException(
            $"The secret '{KeyName}', which the event log is checked with, is not in the database. Either no server has run on it yet, or somebody "
            + "removed it: then nothing proves the log any more. Restore the row of wrapped_secrets from a backup of this database.");
        Open(stored.Unwrap(installation.MasterKeys, installation.Id));
    }

    /// <summary>Loads the log's key, making it in a new installation, and starts the chain. Comes before the first event.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    /// <exception cref="SecretUnusableException">The key cannot be unwrapped.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Open(await FindOrMakeKeyAsync(cancellationToken));
        var wasBegun = await MasterKeyCheck.KnowsLogAsync(keys, installation.MasterKeys, cancellationToken);
        await store.StartChainAsync(Sealer, clock.UtcNow, wasBegun, cancellationToken);
        await MasterKeyCheck.RememberLogAsync(keys, installation.MasterKeys, cancellationToken);
    }

    /// <summary>Checks the whole chain, while it may grow.</summary>
    /// <param name="known">A head that an earlier check told, or null.</param>
    /// <param name="progress">Is told the last row checked so far and the last row there is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">The database cannot be read.</exception>
    public Task<ChainReport> VerifyAsync(ChainLink? known, Action<long, long> progress, CancellationToken cancellationToken) =>
        ChainCheck.RunAsync(store, Sealer, known, progress, cancellationToken);

    /// <summary>Erases addresses and programs from all events of an account; returns how many had some.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was erased, or it is not known.</exception>
    public Task<long> EraseAsync(Guid accountId, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var now = clock.UtcNow;
        return store.EraseAsync(accountId, events => new PersonalDataErased(accountId, events) { At = now, Context = caller.Context }, cancellationToken);
    }

    private void Open(byte[] key)
    {
        opened = new EventSealer(key, random);
        CryptographicOperations.ZeroMemory(key);
    }

    private async Task<byte[]> FindOrMakeKeyAsync(CancellationToken cancellationToken)
    {
        if (await keys.FindSecretAsync(KeyName, cancellationToken) is not { } stored)
        {
            var made = random.Bytes(EventSealer.KeyLength);
            var secret = WrappedSecret.Wrap(KeyName, made, installation.MasterKeys, installation.Id, random);
            if (await keys.TryAddSecretAsync(secret, cancellationToken))
                return made;

            // Another node was faster: its key is the one.
            stored = (await keys.FindSecretAsync(KeyName, cancellationToken))!;
        }

        return stored.Unwrap(installation.MasterKeys, installation.Id);
    }
}
