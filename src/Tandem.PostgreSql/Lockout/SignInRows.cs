using Tandem.Lockout;
using Tandem.PostgreSql.Engine;

namespace Tandem.PostgreSql.Lockout;

/// <summary>Statements on the counters of sign-in attempts.</summary>
internal static class SignInRows
{
    // Of a counter that was only made in order to be held.
    private const long Never = long.MinValue;

    /// <summary>Makes the row of a counter if there is none, so that it can be held.</summary>
    public static Task MakeAsync(Statements statements, SignInKey key) => statements.ExecuteAsync(
        "INSERT INTO sign_in_counters (key, attempts, window_start) VALUES (@key, 0, @never) ON CONFLICT (key) DO NOTHING",
        ("key", key.Value), ("never", Never));

    /// <summary>A counter that nobody else changes until the transaction ends, or null.</summary>
    public static Task<SignInCounter?> HoldAsync(Statements statements, SignInKey key) => statements.FindAsync(
        "SELECT attempts, window_start, locked_until FROM sign_in_counters WHERE key = @key FOR UPDATE",
        row => row.GetInt64(1) == Never ? null : new SignInCounter(row.GetInt32(0), row.Time(1), row.TimeOrNull(2)),
        ("key", key.Value));

    /// <summary>Stores a counter. Without a new beginning, a lock keeps the one it has.</summary>
    public static Task PutAsync(Statements statements, SignInKey key, SignInCounter counter, DateTimeOffset? lockedAt) => statements.ExecuteAsync(
        """
        INSERT INTO sign_in_counters AS c (key, attempts, window_start, locked_at, locked_until)
        VALUES (@key, @attempts, @window_start, @locked_at, @locked_until)
        ON CONFLICT (key) DO UPDATE SET
            attempts = excluded.attempts,
            window_start = excluded.window_start,
            locked_at = CASE WHEN excluded.locked_until IS NULL THEN NULL ELSE coalesce(excluded.locked_at, c.locked_at) END,
            locked_until = excluded.locked_until
        """,
        ("key", key.Value), ("attempts", counter.Attempts), ("window_start", counter.WindowStart), ("locked_at", lockedAt),
        ("locked_until", counter.LockedUntil));

    public static async Task<bool> GiveBackAsync(Statements statements, SignInKey key)
    {
        var given = await statements.ExecuteAsync(
            "UPDATE sign_in_counters SET attempts = attempts - 1 WHERE key = @key AND attempts > 0", ("key", key.Value)) > 0;
        await statements.ExecuteAsync(
            "DELETE FROM sign_in_counters WHERE key = @key AND attempts = 0 AND locked_until IS NULL", ("key", key.Value));
        return given;
    }

    public static async Task<bool> ForgetAsync(Statements statements, SignInKey key) =>
        await statements.ExecuteAsync("DELETE FROM sign_in_counters WHERE key = @key", ("key", key.Value)) > 0;

    public static Task<int> PurgeAsync(Statements statements, DateTimeOffset before, int limit) => statements.ExecuteAsync(
        """
        DELETE FROM sign_in_counters
        WHERE key IN (
            SELECT key FROM sign_in_counters
            WHERE window_start < @before AND (locked_at IS NULL OR locked_at < @before)
            LIMIT @limit
            FOR UPDATE SKIP LOCKED)
        """,
        ("before", before), ("limit", limit));
}
