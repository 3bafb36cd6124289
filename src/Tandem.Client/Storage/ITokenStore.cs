namespace Tandem.Client.Storage;

/// <summary>
/// Where tokens outlive the process. Several clients, in one process or in many, may share one store. An implementation keeps bytes
/// (<see cref="StoredTokens.Serialize"/>, <see cref="StoredTokens.Parse"/>), where nobody but the account of the program can read them.
/// </summary>
/// <remarks>
/// What it throws, other than for a cancellation, reaches the caller as <c>token_store_failed</c>, a transient error; a
/// <see cref="FormatException"/> as <c>token_store_unreadable</c>, a fault of the set-up. Nothing the store does not hold is ever used.
/// </remarks>
public interface ITokenStore
{
    /// <summary>
    /// Whether what it holds is there after a crash. A client that starts then refreshes before it uses a stored access token. Default true.
    /// </summary>
    bool OutlivesCrash => true;

    /// <summary>What the store holds; <see cref="StoredTokens.Empty"/> when it was never written.</summary>
    /// <exception cref="FormatException">It holds something else.</exception>
    ValueTask<StoredTokens> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Reads, applies a change and writes, as one step: of two such steps at the same time one sees what the other wrote. Returns when what it
    /// returns would survive a crash of the program and of the machine. A crash before that leaves what was there.
    /// </summary>
    /// <param name="change">Pure, and quick; called once or again. When it returns the object it was given, nothing is written.</param>
    /// <param name="cancellationToken">Gives up before the write, never in the middle of it.</param>
    /// <returns>What the store holds now.</returns>
    /// <exception cref="FormatException">It holds something else.</exception>
    ValueTask<StoredTokens> UpdateAsync(Func<StoredTokens, StoredTokens> change, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for this client's turn to refresh, held across one request of at most 12 s. Turns save requests and are not needed for anything
    /// else: the server answers two refreshes at a time with one session. They end with the process that holds them.
    /// </summary>
    /// <param name="patience">How long to wait at most.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>Ends the turn when it is disposed of; null when it was not had in time.</returns>
    ValueTask<IAsyncDisposable?> TryTakeTurnAsync(TimeSpan patience, CancellationToken cancellationToken);
}
