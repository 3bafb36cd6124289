namespace Tandem.Revocation;

/// <summary>
/// What verifying nodes must refuse although its signature is good. Written in the transaction of each revocation, read by all nodes.
/// </summary>
internal interface IRevocationFeed
{
    /// <summary>Entries after a position, oldest first, at most <paramref name="limit"/>; <paramref name="since"/> leaves out older ones.</summary>
    Task<IReadOnlyList<RevocationEntry>> ReadAsync(long after, DateTimeOffset since, int limit, CancellationToken cancellationToken);

    /// <summary>Removes up to <paramref name="limit"/> entries written before <paramref name="before"/>.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}

/// <summary>One entry of the revocation feed: a session that ended, or the epoch below which an account's tokens are refused.</summary>
/// <param name="Sequence">Position, growing.</param>
/// <param name="At">When it was written.</param>
/// <param name="SessionId">The session that ended, or null.</param>
/// <param name="AccountId">The account whose epoch rose, or null.</param>
/// <param name="Epoch">The lowest epoch still accepted; 0 for a session.</param>
/// <param name="EndsSessions">Whether all sessions of the account ended.</param>
internal sealed record RevocationEntry(
    long Sequence, DateTimeOffset At, Guid? SessionId, Guid? AccountId, long Epoch, bool EndsSessions = false);
