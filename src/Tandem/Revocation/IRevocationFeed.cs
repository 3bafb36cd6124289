namespace Tandem.Revocation;

/// <summary>
/// What verifying nodes must refuse although its signature is good. Written in the transaction of each revocation, read by all nodes.
/// </summary>
public interface IRevocationFeed
{
    /// <summary>Entries after a position, oldest first, at most <paramref name="limit"/>; <paramref name="since"/> leaves out older ones.</summary>
    Task<IReadOnlyList<RevocationEntry>> ReadAsync(long after, DateTimeOffset since, int limit, CancellationToken cancellationToken);

    /// <summary>Removes up to <paramref name="limit"/> entries written before <paramref name="before"/>.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
