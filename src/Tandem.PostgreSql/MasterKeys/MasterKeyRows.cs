using Tandem.MasterKeys;
using Tandem.PostgreSql.Engine;

namespace Tandem.PostgreSql.MasterKeys;

/// <summary>Rows of master keys: which there were, never the keys.</summary>
internal static class MasterKeyRows
{
    public static async Task<IReadOnlyDictionary<uint, byte[]>> ChecksAsync(Statements statements) =>
        (await statements.ListAsync("SELECT key_id, check_value FROM master_key_checks", row => (Id: (uint)row.GetInt64(0), Check: row.Bytes(1))))
        .ToDictionary(key => key.Id, key => key.Check);

    public static Task<int> AddAsync(Statements statements, uint keyId, byte[] check) => statements.ExecuteAsync(
        "INSERT INTO master_key_checks (key_id, check_value) VALUES (@key_id, @check) ON CONFLICT (key_id) DO NOTHING",
        ("key_id", keyId), ("check", check));

    public static Task<int> ReplaceAsync(Statements statements, uint keyId, byte[] expected, byte[] replacement) => statements.ExecuteAsync(
        "UPDATE master_key_checks SET check_value = @replacement WHERE key_id = @key_id AND check_value = @expected",
        ("key_id", keyId), ("expected", expected), ("replacement", replacement));

    public static Task<bool> IsUsedAsync(Statements statements) => statements.ValueAsync<bool>(
        "SELECT EXISTS (SELECT 1 FROM accounts) OR EXISTS (SELECT 1 FROM signing_keys) OR EXISTS (SELECT 1 FROM events)");

    /// <summary>No session outlasts the longest idle lifetime without a new token, and every token since is another key's.</summary>
    public static async Task<IReadOnlyDictionary<uint, RetiredMasterKey>> RetiredAsync(Statements statements) =>
        (await statements.ListAsync(
            """
            SELECT key_id, retired_at, retired_at + coalesce((SELECT max(idle_ms) FROM sessions), 0), pruned_at IS NOT NULL
            FROM master_key_checks
            WHERE retired_at IS NOT NULL
            """,
            row => (Id: (uint)row.GetInt64(0), Key: new RetiredMasterKey(row.Time(1), row.Time(2), row.GetBoolean(3)))))
        .ToDictionary(key => key.Id, key => key.Key);

    /// <summary>Notes which key is the current one; the others have been replaced.</summary>
    public static async Task ReplaceAsync(Statements statements, uint currentId, DateTimeOffset now)
    {
        await statements.ExecuteAsync("UPDATE master_key_checks SET retired_at = NULL, pruned_at = NULL WHERE key_id = @current", ("current", currentId));
        await statements.ExecuteAsync(
            "UPDATE master_key_checks SET retired_at = @now WHERE key_id <> @current AND retired_at IS NULL", ("current", currentId), ("now", now));
    }

    public static Task PruneAsync(Statements statements, uint keyId, DateTimeOffset now) => statements.ExecuteAsync(
        "UPDATE master_key_checks SET pruned_at = @now WHERE key_id = @key_id AND retired_at IS NOT NULL", ("key_id", keyId), ("now", now));
}
