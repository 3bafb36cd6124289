using Tandem.MasterKeys;
using Tandem.Platform;

namespace Tandem.SigningKeys;

/// <summary>Holds the signing keys of the database, loaded.</summary>
internal sealed class KeyRingService(ISigningKeyStore store, SigningKeyRotator life, Installation installation, InstallationClock clock)
    : IKeyRingSource, IDisposable
{
    // Nobody signs for this long. A private key that was replaced is then erased from memory.
    private static readonly TimeSpan LongestUse = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim loading = new(1, 1);
    private readonly Queue<(SigningKey Key, DateTimeOffset At)> replaced = new();
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
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await life.EnsureAsync(cancellationToken);
        await FollowAsync(cancellationToken);
    }

    /// <summary>Reads the keys again, and loads what another process changed. When that fails, the previous snapshot stays.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    /// <exception cref="SigningKeyUnusableException">A key cannot be loaded.</exception>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        // One at a time, so that an older list never replaces a newer one.
        await loading.WaitAsync(cancellationToken);
        try
        {
            var stored = await store.ListSigningKeysAsync(cancellationToken);
            if (current?.IsOf(stored) != true)
                Load(stored);
            while (replaced.TryPeek(out var oldest) && clock.UtcNow - oldest.At >= LongestUse)
                replaced.Dequeue().Key.Erase();
        }
        finally
        {
            loading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => loading.Dispose();

    private void Load(IReadOnlyList<StoredSigningKey> stored)
    {
        var previous = current;
        current = KeyRing.Load(stored, installation.MasterKeys, installation.Id, previous);
        if (previous is not null && previous.Active != current.Active)
            replaced.Enqueue((previous.Active, clock.UtcNow));
    }
}
