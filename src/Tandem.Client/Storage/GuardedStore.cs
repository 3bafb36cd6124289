using Tandem.Client.Errors;

namespace Tandem.Client.Storage;

/// <summary>A token store whose faults are this client's errors.</summary>
internal sealed class GuardedStore(ITokenStore store)
{
    public bool OutlivesCrash => store.OutlivesCrash;

    public Task<StoredTokens> ReadAsync(CancellationToken cancellationToken = default) =>
        GuardAsync(() => store.ReadAsync(cancellationToken));

    /// <summary>Not to be cancelled by a caller: what is to be written was received already.</summary>
    public Task<StoredTokens> UpdateAsync(Func<StoredTokens, StoredTokens> change) => UpdateWithinAsync(change, CancellationToken.None);

    /// <summary>The same, until the time is over. A write that has begun by then goes on.</summary>
    /// <exception cref="OperationCanceledException">It is over.</exception>
    public Task<StoredTokens> UpdateWithinAsync(Func<StoredTokens, StoredTokens> change, CancellationToken end) =>
        GuardAsync(() => new ValueTask<StoredTokens>(store.UpdateAsync(change, end).AsTask().WaitAsync(end)));

    public Task<IAsyncDisposable?> TryTakeTurnAsync(TimeSpan patience) =>
        GuardAsync(() => store.TryTakeTurnAsync(patience, CancellationToken.None));

    private static async Task<T> GuardAsync<T>(Func<ValueTask<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (FormatException error)
        {
            throw new ConfigurationException(ClientErrorCodes.TokenStoreUnreadable, $"The token store is unreadable. {error.Message}", error);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new TransientException(ClientErrorCodes.TokenStoreFailed, $"The token store cannot be used now: {error.Message}", error);
        }
    }
}
