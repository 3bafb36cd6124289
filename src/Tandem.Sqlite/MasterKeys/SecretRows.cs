using Microsoft.Data.Sqlite;

using Tandem.MasterKeys;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.MasterKeys;

/// <summary>Secrets other than signing keys.</summary>
internal static class SecretRows
{
    public static WrappedSecret? Find(PreparedConnection connection, string name) => connection.Find(
        "SELECT name, master_key_id, wrapped FROM wrapped_secrets WHERE name = @name", Read, ("@name", name));

    public static List<WrappedSecret> List(PreparedConnection connection) =>
        connection.List("SELECT name, master_key_id, wrapped FROM wrapped_secrets ORDER BY name", Read);

    public static bool TryAdd(PreparedConnection connection, WrappedSecret secret) => connection.Execute(
        "INSERT INTO wrapped_secrets (name, master_key_id, wrapped) VALUES (@name, @master_key_id, @wrapped) ON CONFLICT (name) DO NOTHING",
        ("@name", secret.Name), ("@master_key_id", (long)secret.MasterKeyId), ("@wrapped", secret.Wrapped)) > 0;

    public static bool Replace(PreparedConnection connection, WrappedSecret expected, WrappedSecret replacement) => connection.Execute(
        "UPDATE wrapped_secrets SET master_key_id = @master_key_id, wrapped = @wrapped WHERE name = @name AND wrapped = @expected",
        ("@name", expected.Name), ("@expected", expected.Wrapped), ("@master_key_id", (long)replacement.MasterKeyId),
        ("@wrapped", replacement.Wrapped)) > 0;

    private static WrappedSecret Read(SqliteDataReader row) => new(row.GetString(0), (uint)row.GetInt64(1), row.Bytes(2));
}
