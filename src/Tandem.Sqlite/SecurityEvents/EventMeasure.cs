using Tandem.SecurityEvents;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.SecurityEvents;

/// <summary>Estimates how much of the database the log takes. Reads a few hundred rows, however many there are.</summary>
internal static class EventMeasure
{
    // Header, numbers, place in the table and in the index of accounts.
    private const int Fixed = 64;

    private const long Sample = 512;

    public static EventLogSize Take(PreparedConnection connection)
    {
        var (first, last) = connection.List(
            "SELECT (SELECT min(sequence) FROM events), (SELECT max(sequence) FROM events)",
            row => row.IsDBNull(0) ? (0, -1) : (row.GetInt64(0), row.GetInt64(1))).Single();
        var rows = last - first + 1;
        if (rows <= 0)
            return new(0, 0);

        // Evenly over the log: rows of one time may all be long.
        var size = connection.List(
            """
            WITH RECURSIVE places (sequence) AS (SELECT @first UNION ALL SELECT sequence + @step FROM places WHERE sequence + @step <= @last)
            SELECT avg(
                length(CAST(kind AS BLOB)) + ifnull(length(account_id), 0) * 2 + ifnull(length(session_id), 0) + ifnull(length(CAST(request_id AS BLOB)), 0)
                + ifnull(length(CAST(address AS BLOB)), 0) + ifnull(length(CAST(user_agent AS BLOB)), 0) + length(CAST(data AS BLOB))
                + ifnull(length(CAST(personal_data AS BLOB)), 0) + ifnull(length(salt), 0) + ifnull(length(personal_hash), 0) + ifnull(length(link), 0))
            FROM places JOIN events USING (sequence)
            """,
            row => row.IsDBNull(0) ? 0 : row.GetDouble(0),
            ("@first", first), ("@last", last), ("@step", Math.Max(1, rows / Sample))).Single();
        return new(rows, (long)(rows * (size + Fixed)));
    }
}
