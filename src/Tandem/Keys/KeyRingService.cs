using Tandem.Events;
using Tandem.Keys.Algorithms;
using Tandem.Storage;
using Tandem.Time;

namespace Tandem.Keys;

/// <summary>Loads the signing keys from the database, and makes the first ones.</summary>
public sealed class KeyRingService(IKeyStore store, MasterKeyRing masterKeys, InstallationClock clock, SecureRandom random)
    : IKeyRingSource, IDisposable
{
    private readonly SemaphoreSlim loading = new(1, 1);
    private volatile KeyRing? current;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException"><see cref="StartAsync"/> has not succeeded yet.</exception>
    public KeyRing Current =>
        current ?? throw new InvalidOperationException("The signing keys have not been loaded: StartAsync comes first.");

    /// <summary>
    /// Makes sure that an active and an announced key exist, and loads all. Nodes that start together end with the same keys.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    /// <exception cref="SigningKeyUnusableException">A key cannot be loaded.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var stored = await store.ListSigningKeysAsync(cancellation);
        await EnsureAsync(SigningKeyState.Active, stored, cancellation);
        await EnsureAsync(SigningKeyState.Announced, stored, cancellation);
        await ReloadAsync(cancellation);
    }

    /// <summary>Reads the keys again. When that fails, the previous snapshot stays.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    /// <exception cref="SigningKeyUnusableException">A key cannot be loaded.</exception>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        // One at a time, so that an older list never replaces a newer one.
        await loading.WaitAsync(cancellation);
        try
        {
            var installationId = await store.InstallationIdAsync(cancellation);
            current = KeyRing.Load(await store.ListSigningKeysAsync(cancellation), masterKeys, installationId);
        }
        finally
        {
            loading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => loading.Dispose();

    private async Task EnsureAsync(SigningKeyState state, IReadOnlyList<StoredSigningKey> stored, CancellationToken cancellation)
    {
        if (stored.Any(key => key.State == state))
            return;
        var now = clock.UtcNow;
        var key = SigningKey.Create(SigningAlgorithm.Es256, state, masterKeys, await store.InstallationIdAsync(cancellation), random, now);
        var name = state == SigningKeyState.Active ? "active" : "announced";
        // False when another node was faster: its key is read with the others.
        await store.TryAddSigningKeyAsync(
            key, new SigningKeyCreated(key.Id, key.Algorithm, name) { At = now, Context = EventContext.Local }, cancellation);
    }
}
