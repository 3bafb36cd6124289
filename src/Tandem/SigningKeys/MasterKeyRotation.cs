using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.SigningKeys;

/// <summary>
/// Replaces the master key while servers run. The new key is first one that is only read, then, when every server has it, the one that
/// tags new tokens, and last the one that private keys are wrapped with. Cut short at any point, the installation starts, and the next
/// call goes on where this one ended.
/// </summary>
internal sealed class MasterKeyRotation(
    IInstallationStore store, ISigningKeyStore signingKeys, Installation installation, InstallationClock clock, TimeProvider time, SecureRandom random)
{
    /// <summary>How long servers have to take a changed key file over; they look four times a second.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    // A server that was slow to take the new key over went on tagging with the old one.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>Makes a new master key, or finishes a replacement that was cut short. Takes twice <see cref="Settling"/>.</summary>
    /// <param name="path">The key file.</param>
    /// <param name="cancellationToken">Gives up between two steps.</param>
    /// <returns>The keys in the file, the new one first.</returns>
    /// <exception cref="MasterKeyException">The file cannot be read or written, or another command is changing it.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public async Task<MasterKeyRing> RotateAsync(string path, CancellationToken cancellationToken)
    {
        using var held = MasterKeyFileLock.Take(path);
        var ring = MasterKeyFile.Read(path);
        var known = await store.MasterKeyChecksAsync(cancellationToken);
        var next = ring.Previous.FirstOrDefault(key => !known.ContainsKey(key.Id));
        if (next is not null || !await IsUnfinishedAsync(ring.Current, cancellationToken))
        {
            if (next is null)
            {
                next = MasterKey.Create(random);
                ring = ring with { Previous = [.. ring.Previous, next] };
                MasterKeyFile.Write(path, ring, random);
            }

            await Task.Delay(Settling, time, cancellationToken);
            ring = new MasterKeyRing(next, [.. ring.All.Where(key => key.Id != next.Id)]);
            MasterKeyFile.Write(path, ring, random);
            await store.AddMasterKeyCheckAsync(
                next.Id, next.CheckValue(installation.Id, MasterKeyCheck.KnowsLog(known, ring, installation.Id)), cancellationToken);
            await Task.Delay(Settling, time, cancellationToken);
        }

        installation.Open(installation.Id, ring);
        await RewrapAsync(cancellationToken);
        return ring;
    }

    /// <summary>Wraps what is wrapped with another master key with the current one, and notes that it replaced the others.</summary>
    /// <returns>Whether there was anything to do.</returns>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    /// <exception cref="SigningKeyUnusableException">A key cannot be unwrapped.</exception>
    /// <exception cref="SecretUnusableException">A secret cannot be unwrapped.</exception>
    public async Task<bool> RewrapAsync(CancellationToken cancellationToken)
    {
        var keys = installation.MasterKeys;
        var stale = await StaleAsync(keys.Current, cancellationToken);
        var staleSecrets = await StaleSecretsAsync(keys.Current, cancellationToken);
        var known = await store.MasterKeyChecksAsync(cancellationToken);
        var retired = await store.RetiredMasterKeysAsync(cancellationToken);
        if (stale.Count == 0 && staleSecrets.Count == 0 && known.Keys.All(id => retired.ContainsKey(id) != (id == keys.Current.Id)))
            return false;

        // Before the old keys are noted as replaced. One that another process was faster with is wrapped anew already.
        foreach (var secret in staleSecrets)
            await store.ReplaceSecretAsync(secret, secret.Rewrap(keys, installation.Id, random), cancellationToken);
        var now = clock.UtcNow;
        await signingKeys.RewrapAsync(
            [.. stale.Select(key => SigningKey.Rewrap(key, keys, installation.Id, random))], keys.Current.Id, now,
            new MasterKeyReplaced(keys.Current.Id, stale.Count + staleSecrets.Count) { At = now, Context = EventContext.Local }, cancellationToken);
        return true;
    }

    /// <summary>Takes replaced keys away that no live refresh token can bear and that wrap nothing.</summary>
    /// <param name="path">The key file, or null where the keys are in the configuration: the operator takes them away there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MasterKeyException">The file cannot be read or written, or another command is changing it.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public async Task<MasterKeyPruning> PruneAsync(string? path, CancellationToken cancellationToken)
    {
        using var held = path is null ? null : MasterKeyFileLock.Take(path);
        var ring = path is null ? installation.MasterKeys : MasterKeyFile.Read(path);
        var retired = await store.RetiredMasterKeysAsync(cancellationToken);
        var wrapping = (await LivingAsync(cancellationToken)).Select(key => key.MasterKeyId)
            .Concat((await store.ListSecretsAsync(cancellationToken)).Select(secret => secret.MasterKeyId)).ToHashSet();
        var now = clock.UtcNow;
        var former = ring.Previous
            .Select(key => new FormerMasterKey(
                key.Id, retired.TryGetValue(key.Id, out var known) && !wrapping.Contains(key.Id) ? known.NeededUntil + Margin : null))
            .ToList();
        var gone = former.Where(key => now >= key.NeededUntil).Select(key => key.Id).ToList();
        if (gone.Count > 0)
        {
            await signingKeys.PruneMasterKeysAsync(
                gone, now, [.. gone.Select(id => new MasterKeyPruned(id) { At = now, Context = EventContext.Local })], cancellationToken);
            // The file last: servers read it, and with it what the database says is gone.
            if (path is not null)
                MasterKeyFile.Write(path, ring with { Previous = [.. ring.Previous.Where(key => !gone.Contains(key.Id))] }, random);
        }

        return new MasterKeyPruning(gone, [.. former.Where(key => !gone.Contains(key.Id))]);
    }

    private async Task<bool> IsUnfinishedAsync(MasterKey current, CancellationToken cancellationToken) =>
        (await StaleAsync(current, cancellationToken)).Count > 0 || (await StaleSecretsAsync(current, cancellationToken)).Count > 0;

    private async Task<List<StoredSigningKey>> StaleAsync(MasterKey current, CancellationToken cancellationToken) =>
        [.. (await LivingAsync(cancellationToken)).Where(key => key.MasterKeyId != current.Id)];

    private async Task<List<WrappedSecret>> StaleSecretsAsync(MasterKey current, CancellationToken cancellationToken) =>
        [.. (await store.ListSecretsAsync(cancellationToken)).Where(secret => secret.MasterKeyId != current.Id)];

    private async Task<IEnumerable<StoredSigningKey>> LivingAsync(CancellationToken cancellationToken) =>
        (await signingKeys.ListSigningKeysAsync(cancellationToken)).Where(key => key.State is not SigningKeyState.Destroyed);
}
