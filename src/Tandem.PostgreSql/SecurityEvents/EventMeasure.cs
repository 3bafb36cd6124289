using Tandem.PostgreSql.Engine;
using Tandem.SecurityEvents;

namespace Tandem.PostgreSql.SecurityEvents;

/// <summary>Estimates how much of the database the log takes. Reads a few hundred rows, however many there are.</summary>
internal static class EventMeasure
{
    // Header, numbers, place in the table and in the index of accounts.
    private const int Fixed = 64;

    private const long Sample = 512;

    public static async Task<EventLogSize> TakeAsync(Statements statements)
    {
        var (first, last) = (await statements.ListAsync(
            "SELECT min(sequence), max(sequence) FROM events", row => row.IsDBNull(0) ? (0, -1) : (row.GetInt64(0), row.GetInt64(1)))).Single();
        var rows = last - first + 1;
        if (rows <= 0)
            return new(0, 0);

        // Evenly over the log: rows of one time may all be long.
        var size = (await statements.ListAsync(
            """
            SELECT avg(
                octet_length(kind) + CASE WHEN account_id IS NULL THEN 0 ELSE 32 END + CASE WHEN session_id IS NULL THEN 0 ELSE 16 END
                + coalesce(octet_length(request_id), 0) + coalesce(octet_length(address), 0) + coalesce(octet_length(user_agent), 0) + octet_length(data)
                + coalesce(octet_length(personal_data), 0) + coalesce(length(salt), 0) + coalesce(length(personal_hash), 0)
                + coalesce(length(link), 0))::double precision
            FROM generate_series(@first, @last, @step) AS places (sequence) JOIN events USING (sequence)
            """,
            row => row.IsDBNull(0) ? 0 : row.GetDouble(0),
            ("first", first), ("last", last), ("step", Math.Max(1, rows / Sample)))).Single();
        return new(rows, (long)(rows * (size + Fixed)));
    }
}
