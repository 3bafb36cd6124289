using Tandem.Lockout;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Lockout;

/// <summary>Statements on the counters of sign-in attempts.</summary>
internal static class SignInRows
{
    public static SignInCounter? Find(PreparedConnection connection, SignInKey key) => connection.Find(
        "SELECT attempts, window_start, locked_until FROM sign_in_counters WHERE key = @key",
        row => new SignInCounter(row.GetInt32(0), row.Time(1), row.TimeOrNull(2)),
        ("@key", key.Value));

    /// <summary>Stores a counter. Without a new beginning, a lock keeps the one it has.</summary>
    public static void Put(PreparedConnection connection, SignInKey key, SignInCounter counter, DateTimeOffset? lockedAt) =>
        connection.Execute(
            """
            INSERT INTO sign_in_counters (key, attempts, window_start, locked_at, locked_until)
            VALUES (@key, @attempts, @window_start, @locked_at, @locked_until)
            ON CONFLICT (key) DO UPDATE SET
                attempts = excluded.attempts,
                window_start = excluded.window_start,
                locked_at = CASE WHEN excluded.locked_until IS NULL THEN NULL ELSE ifnull(excluded.locked_at, locked_at) END,
                locked_until = excluded.locked_until
            """,
            ("@key", key.Value), ("@attempts", counter.Attempts), ("@window_start", counter.WindowStart), ("@locked_at", lockedAt),
            ("@locked_until", counter.LockedUntil));

    public static bool GiveBack(PreparedConnection connection, SignInKey key)
    {
        var given = connection.Execute(
            "UPDATE sign_in_counters SET attempts = attempts - 1 WHERE key = @key AND attempts > 0", ("@key", key.Value)) > 0;
        connection.Execute(
            "DELETE FROM sign_in_counters WHERE key = @key AND attempts = 0 AND locked_until IS NULL", ("@key", key.Value));
        return given;
    }

    public static bool Forget(PreparedConnection connection, SignInKey key) =>
        connection.Execute("DELETE FROM sign_in_counters WHERE key = @key", ("@key", key.Value)) > 0;

    public static int Purge(PreparedConnection connection, DateTimeOffset before, int limit) => connection.Execute(
        """
        DELETE FROM sign_in_counters
        WHERE key IN (
            SELECT key FROM sign_in_counters
            WHERE window_start < @before AND (locked_at IS NULL OR locked_at < @before)
            LIMIT @limit)
        """,
        ("@before", before), ("@limit", limit));
}
