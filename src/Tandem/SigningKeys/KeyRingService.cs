using Tandem.MasterKeys;
using Tandem.Platform;

namespace Tandem.SigningKeys;

/// <summary>Holds the signing keys of the database, loaded.</summary>
internal sealed class KeyRingService(ISigningKeyStore store, SigningKeyRotator life, Installation installation, InstallationClock clock)
    : IKeyRingSource, IDisposable
{
    /// <summary>How often a node reads the keys: what it does not know for longer is its own delay.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // Nobody signs for this long. A private key that was replaced is then erased from memory.
    private static readonly TimeSpan LongestUse = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim loading = new(1, 1);
    private readonly Queue<(SigningKey Key, DateTimeOffset At)> replaced = new();
    private volatile KeyRing? current;
    private DateTimeOffset readAt;
    private volatile bool isRead;

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
            await ReadAsync(cancellationToken);
        }
        finally
        {
            loading.Release();
        }
    }

    /// <summary>
    /// For a token of a key that is not known: reads the keys again if this node is late to follow the others. However many such tokens
    /// come, it reads once an <see cref="Interval"/> at most. When that fails, the previous snapshot stays.
    /// </summary>
    /// <returns>False when the last reading failed: nothing is known of a key that is not here.</returns>
    public async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        await loading.WaitAsync(cancellationToken);
        try
        {
            if (clock.UtcNow - readAt > Interval)
                await ReadAsync(cancellationToken);
        }
        catch (Exception error) when (error is StorageUnavailableException or SigningKeyUnusableException)
        {
            // The regular reading reports it.
        }
        finally
        {
            loading.Release();
        }

        return isRead;
    }

    /// <inheritdoc/>
    public void Dispose() => loading.Dispose();

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        readAt = clock.UtcNow;
        isRead = false;
        var stored = await store.ListSigningKeysAsync(cancellationToken);
        if (current?.IsOf(stored) != true)
            Load(stored);
        while (replaced.TryPeek(out var oldest) && clock.UtcNow - oldest.At >= LongestUse)
            replaced.Dequeue().Key.Erase();
        isRead = true;
    }

    private void Load(IReadOnlyList<StoredSigningKey> stored)
    {
        var previous = current;
        current = KeyRing.Load(stored, installation.MasterKeys, installation.Id, previous);
        if (previous is not null && previous.Active != current.Active)
            replaced.Enqueue((previous.Active, clock.UtcNow));
    }
}
