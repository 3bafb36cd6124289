namespace Tandem.SecurityEvents;

/// <summary>Which events are to be removed.</summary>
/// <param name="Before">Those from before this moment; null for the oldest, whatever their age.</param>
/// <param name="Now">The present, for the event that says so.</param>
internal sealed record EventPurgeOrder(DateTimeOffset? Before, DateTimeOffset Now)
{
    public string Reason => Before is null ? "size" : "retention";
}

/// <summary>What may be removed from the beginning of the log.</summary>
/// <param name="From">Where the log began so far.</param>
/// <param name="Removed">What the log will say of it.</param>
/// <param name="To">The last place that is removed, whose link the rest follows.</param>
internal sealed record EventPurgePlan(ChainLink From, EventsPurged Removed, ChainLink To);

/// <summary>
/// Walks the log from its beginning and decides what of it may be removed. A time is believed only when the link beside it is right. A row
/// that is not what was written is older than the next one that is, and never removed before that one is old enough, whatever time it
/// bears; it is counted, and the log goes on saying that it was there.
/// </summary>
internal sealed class EventPurgeWalk(EventSealer sealer, ChainState state, EventPurgeOrder order)
{
    private static readonly string Purging = EventKinds.All.Single(kind => kind.Type == typeof(EventsPurged)).Name;

    private ChainLink last = state.Anchor;
    private ChainLink? end;
    private long? first;
    private long faults = sealer.IsAnchor(state) ? 0 : 1;
    private long faultsAtEnd;
    private (DateTimeOffset Oldest, DateTimeOffset Newest)? times;
    private bool isWorthwhile;

    /// <summary>The rows up to which it is decided, or the beginning.</summary>
    public long DecidedUpTo => end?.Sequence ?? state.Anchor.Sequence;

    /// <summary>What may be removed; null for nothing, and for nothing but the notes of earlier removals.</summary>
    public EventPurgePlan? Plan => end is null || !isWorthwhile ? null : new(
        state.Anchor,
        new(first!.Value, end.Sequence, times?.Oldest, times?.Newest, order.Reason, faultsAtEnd) { At = order.Now, Context = EventContext.Local },
        end);

    /// <summary>Takes the next row; false when it and all after it stay.</summary>
    public bool Add(EventRecord row)
    {
        first ??= row.Sequence;
        if (row.Sequence <= last.Sequence)
        {
            faults++;
            return true;
        }

        var follows = row.Sequence == last.Sequence + 1;
        if (!follows)
            faults += row.Sequence - last.Sequence - 1;
        var canTell = follows && last.IsKnown;
        var isWhole = canTell && row.Link is not null && sealer.IsWhole(row, last.Value);
        last = new(row.Sequence, row.Link ?? last.Value);
        if (!isWhole)
        {
            // Behind a gap nothing can be said of a row; the gap was counted.
            faults += canTell || row.Link is null ? 1 : 0;
            isWorthwhile = true;
            return true;
        }

        if (row.At >= order.Before)
            return false;
        times = times is { } seen ? (Earlier(seen.Oldest, row.At), Later(seen.Newest, row.At)) : (row.At, row.At);
        isWorthwhile |= row.Kind != Purging;
        faultsAtEnd = faults;
        end = last;
        return true;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
