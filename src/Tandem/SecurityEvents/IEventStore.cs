namespace Tandem.SecurityEvents;

/// <summary>
/// The log of security events: a chain, in which each row proves the ones before it. Nothing is appended, here or by another store,
/// before <see cref="StartChainAsync"/>.
/// </summary>
internal interface IEventStore
{
    /// <summary>
    /// Tells what seals the rows from now on. Where there is no chain yet, starts one: rows that are there already are linked, and an
    /// event at <paramref name="now"/> says how many.
    /// </summary>
    Task StartChainAsync(EventSealer sealer, DateTimeOffset now, CancellationToken cancellationToken);

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

    /// <summary>
    /// Removes up to <paramref name="limit"/> of the oldest events, as long as they are from before <paramref name="before"/>, and notes
    /// where the log begins now.
    /// </summary>
    Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Erases what the events of an account tell of its person, and writes the event that <paramref name="report"/> makes of their
    /// number.
    /// </summary>
    Task<long> EraseAsync(Guid accountId, Func<long, SecurityEvent> report, CancellationToken cancellationToken);
}
