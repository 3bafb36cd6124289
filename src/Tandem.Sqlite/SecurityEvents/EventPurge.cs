using Tandem.SecurityEvents;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.SecurityEvents;

/// <summary>
/// Removes the oldest events, which are checked first. Only ever from the beginning: a gap would break the chain. One event whose time lies
/// wrongly in the future keeps what comes after it until then.
/// </summary>
internal static class EventPurge
{
    // Of rows that are not what was written, so many are looked at in one go for one that is.
    private const int Farthest = 20_000;

    private const int Page = 256;

    /// <summary>What may be removed, looked for beside the writer.</summary>
    public static EventPurgePlan? Plan(PreparedConnection connection, EventPurgeOrder order, int limit)
    {
        if (EventChain.Find(connection) is not { } state)
            return null;
        var walk = new EventPurgeWalk(connection.Events.Sealer, state, order);
        var (after, seen) = (0L, 0);
        while (seen < Farthest && Rows(connection, after) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                if (!walk.Add(row) || walk.DecidedUpTo - state.Anchor.Sequence >= limit)
                    return walk.Plan;
            }

            (after, seen) = (rows[^1].Sequence, seen + rows.Count);
        }

        return walk.Plan;
    }

    /// <summary>Removes it, unless another program has removed some meanwhile.</summary>
    /// <returns>How many rows are gone.</returns>
    public static int Remove(PreparedConnection connection, EventPurgePlan plan)
    {
        if (EventChain.Find(connection) is not { } state || !state.Anchor.Equals(plan.From))
            return 0;
        var removed = connection.Execute("DELETE FROM events WHERE sequence <= @last", ("@last", plan.To.Sequence));
        EventChain.MoveAnchor(connection, plan.To);
        EventRows.Append(connection, plan.Removed);
        return removed;
    }

    private static List<EventRecord> Rows(PreparedConnection connection, long after) => connection.List(
        $"SELECT {EventRows.Columns} FROM events WHERE sequence > @after ORDER BY sequence LIMIT @page", EventRows.Read, ("@after", after), ("@page", Page));
}
