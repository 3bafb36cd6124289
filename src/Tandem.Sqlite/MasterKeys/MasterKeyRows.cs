using Tandem.MasterKeys;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.MasterKeys;

/// <summary>Rows of master keys: which there were, never the keys.</summary>
internal static class MasterKeyRows
{
    public static Dictionary<uint, byte[]> Checks(PreparedConnection connection) => connection
        .List("SELECT key_id, check_value FROM master_key_checks", row => (Id: (uint)row.GetInt64(0), Check: row.Bytes(1)))
        .ToDictionary(key => key.Id, key => key.Check);

    public static int Add(PreparedConnection connection, uint keyId, byte[] check) => connection.Execute(
        "INSERT INTO master_key_checks (key_id, check_value) VALUES (@key_id, @check) ON CONFLICT (key_id) DO NOTHING",
        ("@key_id", (long)keyId), ("@check", check));

    public static int Replace(PreparedConnection connection, uint keyId, byte[] expected, byte[] replacement) => connection.Execute(
        "UPDATE master_key_checks SET check_value = @replacement WHERE key_id = @key_id AND check_value = @expected",
        ("@key_id", (long)keyId), ("@expected", expected), ("@replacement", replacement));

    public static bool IsUsed(PreparedConnection connection) => connection.List(
        "SELECT EXISTS (SELECT 1 FROM accounts) OR EXISTS (SELECT 1 FROM signing_keys) OR EXISTS (SELECT 1 FROM events)", row => row.Flag(0)).Single();

    /// <summary>No session outlasts the longest idle lifetime without a new token, and every token since is another key's.</summary>
    public static Dictionary<uint, RetiredMasterKey> Retired(PreparedConnection connection) => connection
        .List(
            """
            SELECT key_id, retired_at, retired_at + coalesce((SELECT max(idle_ms) FROM sessions), 0), pruned_at IS NOT NULL
            FROM master_key_checks
            WHERE retired_at IS NOT NULL
            """,
            row => (Id: (uint)row.GetInt64(0), Key: new RetiredMasterKey(row.Time(1), row.Time(2), row.Flag(3))))
        .ToDictionary(key => key.Id, key => key.Key);

    /// <summary>Notes which key is the current one; the others have been replaced.</summary>
    public static void Replace(PreparedConnection connection, uint currentId, DateTimeOffset now)
    {
        connection.Execute("UPDATE master_key_checks SET retired_at = NULL, pruned_at = NULL WHERE key_id = @current", ("@current", (long)currentId));
        connection.Execute(
            "UPDATE master_key_checks SET retired_at = @now WHERE key_id <> @current AND retired_at IS NULL",
            ("@current", (long)currentId), ("@now", now));
    }

    public static void Prune(PreparedConnection connection, uint keyId, DateTimeOffset now) => connection.Execute(
        "UPDATE master_key_checks SET pruned_at = @now WHERE key_id = @key_id AND retired_at IS NOT NULL",
        ("@key_id", (long)keyId), ("@now", now));
}
