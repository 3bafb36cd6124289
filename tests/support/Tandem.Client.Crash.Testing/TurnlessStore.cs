using Tandem.Client.Storage;

namespace Tandem.Client.Crash.Testing;

/// <summary>A store whose turns are never had: its clients refresh at the same time.</summary>
public sealed class TurnlessStore(ITokenStore inner) : ITokenStore
{
    public bool OutlivesCrash => inner.OutlivesCrash;

    public ValueTask<StoredTokens> ReadAsync(CancellationToken cancellationToken) => inner.ReadAsync(cancellationToken);

    public ValueTask<StoredTokens> UpdateAsync(Func<StoredTokens, StoredTokens> change, CancellationToken cancellationToken) => inner.UpdateAsync(change, cancellationToken);

    public ValueTask<IAsyncDisposable?> TryTakeTurnAsync(TimeSpan patience, CancellationToken cancellationToken) => new((IAsyncDisposable?)null);
}
