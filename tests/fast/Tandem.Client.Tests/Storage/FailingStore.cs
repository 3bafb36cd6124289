using Tandem.Client.Storage;

namespace Tandem.Client.Tests.Storage;

/// <summary>A store on a disk that fills up or goes away.</summary>
public sealed class FailingStore : ITokenStore
{
    private readonly MemoryTokenStore inner = new();

    public bool CannotRead { get; set; }

    public bool CannotWrite { get; set; }

    public ValueTask<StoredTokens> ReadAsync(CancellationToken cancellationToken) =>
        CannotRead ? throw new IOException("The disk is away.") : inner.ReadAsync(cancellationToken);

    public ValueTask<StoredTokens> UpdateAsync(Func<StoredTokens, StoredTokens> change, CancellationToken cancellationToken) =>
        CannotWrite ? throw new IOException("The disk is full.") : inner.UpdateAsync(change, cancellationToken);

    public ValueTask<IAsyncDisposable?> TryTakeTurnAsync(TimeSpan patience, CancellationToken cancellationToken) => inner.TryTakeTurnAsync(patience, cancellationToken);
}
