using System.Diagnostics;

using Tandem.Client.Storage;

namespace Tandem.Client.Crash.Testing;

/// <summary>A store that kills the process, at once and without a last word, when it is to store something: after so many writes that went well.</summary>
internal sealed class MortalStore(ITokenStore inner, int writes) : ITokenStore
{
    private int left = writes;

    public bool OutlivesCrash => inner.OutlivesCrash;

    public ValueTask<StoredTokens> ReadAsync(CancellationToken cancellationToken) => inner.ReadAsync(cancellationToken);

    public ValueTask<StoredTokens> UpdateAsync(Func<StoredTokens, StoredTokens> change, CancellationToken cancellationToken)
    {
        // SIGKILL on Unix: nothing is flushed, nothing is released but by the operating system.
        if (left-- == 0)
            Process.GetCurrentProcess().Kill();
        return inner.UpdateAsync(change, cancellationToken);
    }

    public ValueTask<IAsyncDisposable?> TryTakeTurnAsync(TimeSpan patience, CancellationToken cancellationToken) => inner.TryTakeTurnAsync(patience, cancellationToken);
}
