namespace Tandem.Sqlite.Engine;

/// <summary>The newest time that the database holds.</summary>
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
}
