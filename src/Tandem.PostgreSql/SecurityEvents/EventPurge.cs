using Tandem.PostgreSql.Engine;
using Tandem.SecurityEvents;

namespace Tandem.PostgreSql.SecurityEvents;

/// <summary>
/// Removes the oldest events, which are checked first. Only ever from the beginning: a gap would break the chain. One event whose time lies
/// wrongly in the future keeps what comes after it until then.
/// </summary>
internal static class EventPurge
{
    // Of rows that are not what was written, so many are looked at in one go for one that is.
    private const int Farthest = 20_000;

    private const int Page = 256;

    /// <summary>What may be removed.</summary>
    public static async Task<EventPurgePlan?> PlanAsync(Statements statements, EventPurgeOrder order, int limit)
    {
        if (await EventChain.FindAsync(statements) is not { } state)
            return null;
        var walk = new EventPurgeWalk(statements.Sealer, state, order);
        var (after, seen) = (0L, 0);
        while (seen < Farthest && await RowsAsync(statements, after) is { Count: > 0 } rows)
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

    /// <summary>Removes it, unless another node has removed some meanwhile.</summary>
    /// <returns>How many rows are gone.</returns>
    public static async Task<int> RemoveAsync(Statements statements, EventPurgePlan plan)
    {
        await EventChain.TakeTurnAsync(statements);
        if (await EventChain.FindAsync(statements) is not { } state || !state.Anchor.Equals(plan.From))
            return 0;
        var removed = await statements.ExecuteAsync("DELETE FROM events WHERE sequence <= @last", ("last", plan.To.Sequence));
        await EventChain.MoveAnchorAsync(statements, plan.To);
        await EventRows.AppendAsync(statements, plan.Removed);
        return removed;
    }

    private static Task<List<EventRecord>> RowsAsync(Statements statements, long after) => statements.ListAsync(
        $"SELECT {EventRows.Columns} FROM events WHERE sequence > @after ORDER BY sequence LIMIT @page", EventRows.Read, ("after", after), ("page", Page));
}
