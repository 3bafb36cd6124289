namespace Tandem.Sqlite.Engine;

/// <summary>The newest time that the database holds, or the last that its sessions reach.</summary>
internal sealed record NewestTime(DateTimeOffset At)
{
    /// <summary>That of the last event or of the last refresh, which writes none; null when there is neither.</summary>
    public static NewestTime? Find(PreparedConnection connection) => connection.Find(
        """
        SELECT max(at)
        FROM (
            SELECT * FROM (SELECT at FROM events ORDER BY sequence DESC LIMIT 1)
            UNION ALL
            SELECT max(rotated_at) FROM rotations
        )
        HAVING max(at) IS NOT NULL
        """,
        row => new NewestTime(row.Time(0)));

    /// <summary>When the last of the sessions that were alive at a time ends by its lifetimes; null when there was none.</summary>
    public static NewestTime? LastEnd(PreparedConnection connection, DateTimeOffset aliveAt) => connection.Find(
        """
        SELECT max(ends)
        FROM (
            SELECT min(ifnull(r.rotated_at, s.created_at) + s.idle_ms, ifnull(s.absolute_expires_at, 9223372036854775807)) AS ends
            FROM sessions s
            JOIN rotations r ON r.session_number = s.number
            WHERE s.revoked_at IS NULL AND s.created_at <= @alive_at
        )
        WHERE ends > @alive_at
        HAVING max(ends) IS NOT NULL
        """,
        row => new NewestTime(row.Time(0)), ("@alive_at", aliveAt));
}
