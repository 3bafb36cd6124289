using System.Data.Common;

using Tandem.MasterKeys;
using Tandem.PostgreSql.Engine;

namespace Tandem.PostgreSql.MasterKeys;

/// <summary>Secrets other than signing keys.</summary>
internal static class SecretRows
{
    public static Task<WrappedSecret?> FindAsync(Statements statements, string name) => statements.FindAsync(
        "SELECT name, master_key_id, wrapped FROM wrapped_secrets WHERE name = @name", Read, ("name", name));

    public static Task<List<WrappedSecret>> ListAsync(Statements statements) =>
        statements.ListAsync("""SELECT name, master_key_id, wrapped FROM wrapped_secrets ORDER BY name COLLATE "C" """, Read);

    public static async Task<bool> TryAddAsync(Statements statements, WrappedSecret secret) => await statements.ExecuteAsync(
        "INSERT INTO wrapped_secrets (name, master_key_id, wrapped) VALUES (@name, @master_key_id, @wrapped) ON CONFLICT (name) DO NOTHING",
        ("name", secret.Name), ("master_key_id", secret.MasterKeyId), ("wrapped", secret.Wrapped)) > 0;

    public static async Task<bool> ReplaceAsync(Statements statements, WrappedSecret expected, WrappedSecret replacement) => await statements.ExecuteAsync(
        "UPDATE wrapped_secrets SET master_key_id = @master_key_id, wrapped = @wrapped WHERE name = @name AND wrapped = @expected",
        ("name", expected.Name), ("expected", expected.Wrapped), ("master_key_id", replacement.MasterKeyId), ("wrapped", replacement.Wrapped)) > 0;

    private static WrappedSecret Read(DbDataReader row) => new(row.GetString(0), (uint)row.GetInt64(1), row.Bytes(2));
}
