namespace Tandem.Client.Storage;

/// <summary>Keeps tokens as long as the object lives. The default: whoever starts the program again signs in again.</summary>
#pragma warning disable CA1001 // The semaphore has nothing to release: nobody asks for its wait handle.
public sealed class MemoryTokenStore : ITokenStore
#pragma warning restore CA1001
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private StoredTokens tokens = StoredTokens.Empty;

    /// <inheritdoc/>
    public bool OutlivesCrash => false;

    /// <inheritdoc/>
    public ValueTask<StoredTokens> ReadAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return new(tokens);
    }

    /// <inheritdoc/>
    public ValueTask<StoredTokens> UpdateAsync(Func<StoredTokens, StoredTokens> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (gate)
            return new(tokens = change(tokens));
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable?> TryTakeTurnAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        await turn.WaitAsync(patience, cancellationToken).ConfigureAwait(false) ? new Turn(turn) : null;

    private sealed class Turn(SemaphoreSlim turn) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            turn.Release();
            return ValueTask.CompletedTask;
        }
    }
}
