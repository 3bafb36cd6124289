using Tandem.SigningKeys;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.SecurityEvents;

namespace Tandem.Sqlite.SigningKeys;

/// <summary>Rows of signing keys.</summary>
internal static class SigningKeyRows
{
    public static List<StoredSigningKey> List(PreparedConnection connection) => connection.List(
        """
        SELECT id, algorithm, state, public_key, wrapped_private_key, master_key_id, created_at, activated_at, activate_at, retired_at,
               destroyed_at
        FROM signing_keys
        ORDER BY created_at, id
        """,
        row => new StoredSigningKey(
            row.GetString(0), row.GetString(1), (SigningKeyState)row.GetInt32(2), row.Bytes(3), row.Bytes(4), (uint)row.GetInt64(5),
            row.Time(6), row.TimeOrNull(7))
        {
            ActivateAt = row.TimeOrNull(8),
            RetiredAt = row.TimeOrNull(9),
            DestroyedAt = row.TimeOrNull(10),
        });

    /// <summary>Carries out a change; false, with nothing written, if the keys are not where it expects them.</summary>
    public static bool TryChange(PreparedConnection connection, SigningKeyChange change)
    {
        var keys = List(connection);
        var moving = change.Moves.ToDictionary(move => move.KeyId);
        if (!change.Moves.All(move => keys.Any(key => key.Id == move.KeyId && key.State == move.From))
            || keys.Any(key => key.State == change.Added?.State && !moving.ContainsKey(key.Id)))
            return false;

        foreach (var move in change.Moves)
            Move(connection, move);
        if (change.Added is { } added)
            Add(connection, added);
        foreach (var reported in change.Reported)
            EventRows.Append(connection, reported);
        return true;
    }

    public static bool TrySchedule(PreparedConnection connection, string keyId, DateTimeOffset at) => connection.Execute(
        "UPDATE signing_keys SET activate_at = @at WHERE id = @id AND state = @announced",
        ("@id", keyId), ("@at", at), ("@announced", SigningKeyState.Announced)) > 0;

    public static void Rewrap(PreparedConnection connection, StoredSigningKey key) => connection.Execute(
        """
        UPDATE signing_keys SET wrapped_private_key = @wrapped_private_key, master_key_id = @master_key_id
        WHERE id = @id AND state <> @destroyed
        """,
        ("@id", key.Id), ("@wrapped_private_key", key.WrappedPrivateKey), ("@master_key_id", (long)key.MasterKeyId),
        ("@destroyed", SigningKeyState.Destroyed));

    private static void Move(PreparedConnection connection, SigningKeyMove move)
    {
        if (move.To == SigningKeyState.Destroyed)
            Erase(connection, move.KeyId);
        connection.Execute(
            """
            UPDATE signing_keys SET
                state        = @to,
                activated_at = CASE WHEN @to = 2 THEN @at ELSE activated_at END,
                retired_at   = CASE WHEN @to = 3 OR (@to = 4 AND state = 2) THEN @at ELSE retired_at END,
                destroyed_at = CASE WHEN @to = 4 THEN @at ELSE destroyed_at END
            WHERE id = @id AND state = @from
            """,
            ("@id", move.KeyId), ("@from", move.From), ("@to", move.To), ("@at", move.At));
    }

    // A row that gets shorter leaves its old bytes in the page. Bytes of the same length are written over them.
    private static void Erase(PreparedConnection connection, string keyId)
    {
        connection.Execute(
            "UPDATE signing_keys SET wrapped_private_key = zeroblob(length(wrapped_private_key)) WHERE id = @id", ("@id", keyId));
        connection.Execute("UPDATE signing_keys SET wrapped_private_key = x'' WHERE id = @id", ("@id", keyId));
    }

    private static void Add(PreparedConnection connection, StoredSigningKey key) => connection.Execute(
        """
        INSERT INTO signing_keys (id, algorithm, state, public_key, wrapped_private_key, master_key_id, created_at, activated_at)
        VALUES (@id, @algorithm, @state, @public_key, @wrapped_private_key, @master_key_id, @created_at, @activated_at)
        """,
        ("@id", key.Id), ("@algorithm", key.Algorithm), ("@state", key.State), ("@public_key", key.PublicKey),
        ("@wrapped_private_key", key.WrappedPrivateKey), ("@master_key_id", (long)key.MasterKeyId), ("@created_at", key.CreatedAt),
        ("@activated_at", key.ActivatedAt));
}
