using Tandem.Client.Storage;

namespace Tandem.Client.Tests.Storage;

/// <summary>A store on a disk that fills up or goes away.</summary>
public sealed class FailingStore : ITokenStore
{
    private readonly MemoryTokenStore inner = new();

    public bool CannotRead { get; set; }

    public bool CannotWrite { get; set; }

    /// <summary>How long a write takes that has begun.</summary>
    public Func<Task>? Write { get; set; }

    public bool OutlivesCrash => false;

    public ValueTask<StoredTokens> ReadAsync(CancellationToken cancellationToken) =>
        CannotRead ? throw new IOException("The disk is away.") : inner.ReadAsync(cancellationToken);

    public async ValueTask<StoredTokens> UpdateAsync(Func<StoredTokens, StoredTokens> change, CancellationToken cancellationToken)
    {
        if (CannotWrite)
            throw new IOException("The disk is full.");
        if (Write is not null)
            await Write();
        return await inner.UpdateAsync(change, cancellationToken);
    }

    public ValueTask<IAsyncDisposable?> TryTakeTurnAsync(TimeSpan patience, CancellationToken cancellationToken) => inner.TryTakeTurnAsync(patience, cancellationToken);
}
