using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Sessions;

/// <summary>
/// Removes sessions that are over by their lifetimes. The table <c>session_ends</c> leads to them, in the order of their ends as they were
/// known last: those that have been used since are put where they belong now, and looked at again by then.
/// </summary>
internal static class SessionPurge
{
    // A session that something else has removed has no end any more, and is only forgotten.
    private const string Due =
        """
        SELECT e.due, e.session_number,
               min(ifnull(r.rotated_at, s.created_at) + s.idle_ms, ifnull(s.absolute_expires_at, 9223372036854775807))
        FROM session_ends e
        LEFT JOIN sessions s ON s.number = e.session_number
        LEFT JOIN rotations r ON r.session_number = s.number
        WHERE e.due < @before
        ORDER BY e.due, e.session_number
        LIMIT @limit
        """;

    /// <summary>Notes when to look at the session that was inserted last.</summary>
    public static void Note(PreparedConnection connection, DateTimeOffset end) => connection.Execute(
        "INSERT INTO session_ends (due, session_number) VALUES (@due, last_insert_rowid())", ("@due", end));

    /// <summary>Whether there is one to look at.</summary>
    public static bool HasDue(PreparedConnection connection, DateTimeOffset before) => connection.Find<object>(
        "SELECT 1 FROM session_ends WHERE due < @before LIMIT 1", row => row.GetInt64(0), ("@before", before)) is not null;

    /// <summary>Looks at the next few.</summary>
    /// <returns>How many were looked at, and how many of them removed.</returns>
    public static (int Seen, int Removed) Run(PreparedConnection connection, DateTimeOffset before, int limit)
    {
        var due = connection.List(
            Due, row => (Due: row.GetInt64(0), Number: row.GetInt64(1), End: row.IsDBNull(2) ? (long?)null : row.GetInt64(2)),
            ("@before", before), ("@limit", limit));
        if (due.Count == 0)
            return (0, 0);
        foreach (var (at, number, end) in due)
        {
            if (end >= before.ToUnixTimeMilliseconds())
                PutOff(connection, at, number, end.Value);
        }

        // What is left up to here is over. Their rotations go with them.
        var last = due[^1];
        var removed = connection.Execute(
            """
            DELETE FROM sessions
            WHERE number IN (SELECT session_number FROM session_ends WHERE (due, session_number) <= (@due, @number))
            """,
            ("@due", last.Due), ("@number", last.Number));
        connection.Execute(
            "DELETE FROM session_ends WHERE (due, session_number) <= (@due, @number)", ("@due", last.Due), ("@number", last.Number));
        return (due.Count, removed);
    }

    private static void PutOff(PreparedConnection connection, long due, long number, long end) => connection.Execute(
        "UPDATE OR REPLACE session_ends SET due = @end WHERE due = @due AND session_number = @number",
        ("@end", end), ("@due", due), ("@number", number));
}
