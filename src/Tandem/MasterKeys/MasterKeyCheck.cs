using System.Security.Cryptography;

using Tandem.Platform;

namespace Tandem.MasterKeys;

/// <summary>Tells at start whether the master keys at hand are those the database was used with.</summary>
internal static class MasterKeyCheck
{
    /// <summary>
    /// Compares every key the database knows, and notes the current one when it is new: in an empty database, or beside an old key
    /// that proves the database is ours.
    /// </summary>
    /// <param name="store">The database.</param>
    /// <param name="keys">The keys at hand.</param>
    /// <param name="origin">Where they come from, for the error: a setting's name or a file's path.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MasterKeyMismatchException">They are other keys.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public static async Task EnsureAsync(IInstallationStore store, MasterKeyRing keys, string origin, CancellationToken cancellationToken)
    {
        if (await CompareAsync(store, keys, origin, cancellationToken))
            return;

        // Where there is no key's value but traces of use, somebody removed it. It is not taken for an installation that has no log yet.
        var installationId = await store.InstallationIdAsync(cancellationToken);
        var known = await store.MasterKeyChecksAsync(cancellationToken);
        var knowsLog = known.Count == 0 ? await store.HasBeenUsedAsync(cancellationToken) : KnowsLog(known, keys, installationId);
        await store.AddMasterKeyCheckAsync(keys.Current.Id, keys.Current.CheckValue(installationId, knowsLog), cancellationToken);
    }

    /// <summary>As <see cref="EnsureAsync"/>, and notes nothing. Whether the database knows the current key.</summary>
    public static async Task<bool> CompareAsync(IInstallationStore store, MasterKeyRing keys, string origin, CancellationToken cancellationToken)
    {
        var installationId = await store.InstallationIdAsync(cancellationToken);
        var known = await store.MasterKeyChecksAsync(cancellationToken);
        // A key that was replaced proves nothing: what the key after it made could not be read.
        var retired = await store.RetiredMasterKeysAsync(cancellationToken);
        var proved = false;
        foreach (var key in keys.All)
        {
            if (!known.TryGetValue(key.Id, out var check))
                continue;
            if (!Matches(check, key, installationId, knowsLog: false) && !Matches(check, key, installationId, knowsLog: true))
                throw new MasterKeyMismatchException(
                    $"{origin}: {key} bears the id of a key this database was used with, but is not that key for this installation. The "
                    + "database's check values were altered or copied from another installation; restore the database from a backup.");
            proved |= !retired.ContainsKey(key.Id);
        }

        if (known.Count > 0 && !proved)
        {
            var wanted = string.Join(", ", known.Keys.Where(id => !retired.ContainsKey(id)).Select(Name));
            throw new MasterKeyMismatchException(
                retired.ContainsKey(keys.Current.Id)
                    ? $"{origin}: {keys.Current} was replaced by {wanted}, which is not there. Going on would sign everybody out and lose the "
                    + "signing keys. Restore the newer key there, before this one."
                    : $"{origin}: {keys.Current} is not a master key this database was used with ({wanted}). Going on would sign everybody out "
                    + "and lose the signing keys. Restore the old key there; to replace it, put the new key first and keep the old one after it.");
        }

        return known.ContainsKey(keys.Current.Id);
    }

    /// <summary>Whether a key at hand remembers that the event log was begun.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public static async Task<bool> KnowsLogAsync(IInstallationStore store, MasterKeyRing keys, CancellationToken cancellationToken) =>
        KnowsLog(await store.MasterKeyChecksAsync(cancellationToken), keys, await store.InstallationIdAsync(cancellationToken));

    /// <summary>Lets all keys at hand remember that the event log was begun.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public static async Task RememberLogAsync(IInstallationStore store, MasterKeyRing keys, CancellationToken cancellationToken)
    {
        var installationId = await store.InstallationIdAsync(cancellationToken);
        var known = await store.MasterKeyChecksAsync(cancellationToken);
        foreach (var key in keys.All.Where(key => known.TryGetValue(key.Id, out var check) && Matches(check, key, installationId, knowsLog: false)))
            await store.ReplaceMasterKeyCheckAsync(key.Id, known[key.Id], key.CheckValue(installationId, knowsLog: true), cancellationToken);
    }

    /// <summary>Whether a key at hand remembers, by these check values, that the event log was begun.</summary>
    internal static bool KnowsLog(IReadOnlyDictionary<uint, byte[]> known, MasterKeyRing keys, Guid installationId) =>
        keys.All.Any(key => known.TryGetValue(key.Id, out var check) && Matches(check, key, installationId, knowsLog: true));

    private static bool Matches(byte[] check, MasterKey key, Guid installationId, bool knowsLog) =>
        CryptographicOperations.FixedTimeEquals(check, key.CheckValue(installationId, knowsLog));

    private static string Name(uint id) => $"{id:x8}";
}
