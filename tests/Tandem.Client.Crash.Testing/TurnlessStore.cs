using Tandem.Client.Storage;

namespace Tandem.Client.Crash.Testing;

/// <summary>A store whose turns are never had: its clients refresh at the same time.</summary>
public sealed class TurnlessStore(ITokenStore inner) : ITokenStore
{
    public ValueTask<StoredTokens> ReadAsync(CancellationToken cancellation) => inner.ReadAsync(cancellation);

    public ValueTask<StoredTokens> UpdateAsync(Func<StoredTokens, StoredTokens> change, CancellationToken cancellation) => inner.UpdateAsync(change, cancellation);

    public ValueTask<IAsyncDisposable?> TryTakeTurnAsync(TimeSpan patience, CancellationToken cancellation) => new((IAsyncDisposable?)null);
}
