namespace Tandem.SecurityEvents;

/// <summary>
/// The log of security events: a chain, in which each row proves the ones before it. Nothing is appended, here or by another store,
/// before <see cref="StartChainAsync"/>.
/// </summary>
internal interface IEventStore
{
    /// <summary>
    /// Tells what seals the rows from now on. Where there has never been a chain, starts one: rows that are there already are linked, and
    /// an event at <paramref name="now"/> says how many. Where there was one and what it said of its end is gone, it goes on without
    /// linking a row that is there, and the event says so.
    /// </summary>
    /// <param name="sealer">What seals the rows.</param>
    /// <param name="now">The present.</param>
    /// <param name="wasBegun">Whether there is known to have been a chain before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task StartChainAsync(EventSealer sealer, DateTimeOffset now, bool wasBegun, CancellationToken cancellationToken);

    /// <summary>Writes an event that reports no change of its own.</summary>
    Task AppendAsync(SecurityEvent reported, CancellationToken cancellationToken);

    /// <summary>Events after a position, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<EventRecord>> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(new EventQuery { After = after }, limit, cancellationToken);

    /// <summary>The first events that are wanted, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<EventRecord>> ReadAsync(EventQuery query, int limit, CancellationToken cancellationToken);

    /// <summary>The last events that are wanted, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<EventRecord>> ReadLastAsync(EventQuery query, int limit, CancellationToken cancellationToken);

    /// <summary>Where the chain begins and ends; null when somebody removed that.</summary>
    Task<ChainState?> FindChainAsync(CancellationToken cancellationToken);

    /// <summary>How large the log is, nearly: from a sample of its rows.</summary>
    Task<EventLogSize> MeasureAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes about <paramref name="limit"/> of the oldest events, as far as <see cref="EventPurgeWalk"/> lets it, and writes an event that
    /// says which.
    /// </summary>
    Task<int> PurgeAsync(EventPurgeOrder order, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Erases what the events of an account tell of its person, and writes the event that <paramref name="report"/> makes of their
    /// number.
    /// </summary>
    Task<long> EraseAsync(Guid accountId, Func<long, SecurityEvent> report, CancellationToken cancellationToken);
}
