using Tandem.Client.Storage;

namespace Tandem.Client.Tests.Storage;

/// <summary>A store on a disk that fills up or goes away.</summary>
public sealed class FailingStore : ITokenStore
{
    private readonly MemoryTokenStore inner = new();

    public bool CannotRead { get; set; }

    public bool CannotWrite { get; set; }

    public ValueTask<StoredTokens> ReadAsync(CancellationToken cancellation) =>
        CannotRead ? throw new IOException("The disk is away.") : inner.ReadAsync(cancellation);

    public ValueTask<StoredTokens> UpdateAsync(Func<StoredTokens, StoredTokens> change, CancellationToken cancellation) =>
        CannotWrite ? throw new IOException("The disk is full.") : inner.UpdateAsync(change, cancellation);

    public ValueTask<IAsyncDisposable?> TryTakeTurnAsync(TimeSpan patience, CancellationToken cancellation) => inner.TryTakeTurnAsync(patience, cancellation);
}
