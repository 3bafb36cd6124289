using Tandem.PostgreSql.Engine;

namespace Tandem.PostgreSql.Sessions;

/// <summary>
/// Removes sessions that are over by their lifetimes. The table <c>session_ends</c> leads to them, in the order of their ends as they were
/// known last: those that have been used since are put where they belong now, and looked at again by then. Nodes that purge at once take
/// different ones.
/// </summary>
internal static class SessionPurge
{
    /// <summary>Looks at the next few.</summary>
    /// <returns>How many were looked at, and how many of them removed.</returns>
    public static async Task<(int Seen, int Removed)> RunAsync(Statements statements, DateTimeOffset before, int limit)
    {
        // What is held in rotations cannot be refreshed meanwhile: a session is not removed as it comes back to life.
        var due = await statements.ListAsync(
            "SELECT due, session_id FROM session_ends WHERE due < @before ORDER BY due, session_id LIMIT @limit FOR UPDATE SKIP LOCKED",
            row => (Due: row.GetInt64(0), Id: row.GetGuid(1)), ("before", before), ("limit", limit));
        if (due.Count == 0)
            return (0, 0);
        var ids = due.Select(end => end.Id).ToArray();
        await statements.ExecuteAsync("SELECT 1 FROM rotations WHERE session_id = ANY(@ids) ORDER BY session_id FOR UPDATE", ("ids", ids));
        await statements.ExecuteAsync(
            "DELETE FROM session_ends WHERE (due, session_id) IN (SELECT * FROM unnest(@dues, @ids))",
            ("dues", due.Select(end => end.Due).ToArray()), ("ids", ids));
        await statements.ExecuteAsync(
            """
            INSERT INTO session_ends (due, session_id)
            SELECT least(coalesce(r.rotated_at, s.created_at) + s.idle_ms, s.absolute_expires_at), s.id
            FROM sessions s JOIN rotations r ON r.session_id = s.id
            WHERE s.id = ANY(@ids) AND least(coalesce(r.rotated_at, s.created_at) + s.idle_ms, s.absolute_expires_at) >= @before
            ON CONFLICT DO NOTHING
            """,
            ("ids", ids), ("before", before));
        // Their rotations go with them.
        var removed = await statements.ExecuteAsync(
            """
            DELETE FROM sessions s USING rotations r
            WHERE r.session_id = s.id AND s.id = ANY(@ids) AND least(coalesce(r.rotated_at, s.created_at) + s.idle_ms, s.absolute_expires_at) < @before
            """,
            ("ids", ids), ("before", before));
        return (due.Count, removed);
    }
}
