using Tandem.PostgreSql.Engine;
using Tandem.PostgreSql.SecurityEvents;
using Tandem.SigningKeys;

namespace Tandem.PostgreSql.SigningKeys;

/// <summary>Rows of signing keys.</summary>
internal static class SigningKeyRows
{
    public static Task<List<StoredSigningKey>> ListAsync(Statements statements) => statements.ListAsync(
        """
        SELECT id, algorithm, state, public_key, wrapped_private_key, master_key_id, created_at, activated_at, activate_at, retired_at, destroyed_at
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
    public static async Task<bool> TryChangeAsync(Statements statements, SigningKeyChange change)
    {
        // One at a time: the keys are looked at and changed as a whole. Reading them goes on.
        await statements.ExecuteAsync("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE");
        var keys = await ListAsync(statements);
        var moving = change.Moves.ToDictionary(move => move.KeyId);
        if (!change.Moves.All(move => keys.Any(key => key.Id == move.KeyId && key.State == move.From))
            || keys.Any(key => key.State == change.Added?.State && !moving.ContainsKey(key.Id)))
            return false;

        foreach (var move in change.Moves)
            await MoveAsync(statements, move);
        if (change.Added is { } added)
            await AddAsync(statements, added);
        foreach (var reported in change.Reported)
            await EventRows.AppendAsync(statements, reported);
        return true;
    }

    public static async Task<bool> TryScheduleAsync(Statements statements, string keyId, DateTimeOffset at) => await statements.ExecuteAsync(
        "UPDATE signing_keys SET activate_at = @at WHERE id = @id AND state = @announced",
        ("id", keyId), ("at", at), ("announced", SigningKeyState.Announced)) > 0;

    public static Task RewrapAsync(Statements statements, StoredSigningKey key) => statements.ExecuteAsync(
        "UPDATE signing_keys SET wrapped_private_key = @wrapped_private_key, master_key_id = @master_key_id WHERE id = @id AND state <> @destroyed",
        ("id", key.Id), ("wrapped_private_key", key.WrappedPrivateKey), ("master_key_id", key.MasterKeyId), ("destroyed", SigningKeyState.Destroyed));

    private static Task<int> MoveAsync(Statements statements, SigningKeyMove move) => statements.ExecuteAsync(
        """
        UPDATE signing_keys SET
            state               = @to,
            activated_at        = CASE WHEN @to = 2 THEN @at ELSE activated_at END,
            retired_at          = CASE WHEN @to = 3 OR (@to = 4 AND state = 2) THEN @at ELSE retired_at END,
            destroyed_at        = CASE WHEN @to = 4 THEN @at ELSE destroyed_at END,
            wrapped_private_key = CASE WHEN @to = 4 THEN '' ELSE wrapped_private_key END
        WHERE id = @id AND state = @from
        """,
        ("id", move.KeyId), ("from", move.From), ("to", move.To), ("at", move.At));

    private static Task<int> AddAsync(Statements statements, StoredSigningKey key) => statements.ExecuteAsync(
        """
        INSERT INTO signing_keys (id, algorithm, state, public_key, wrapped_private_key, master_key_id, created_at, activated_at)
        VALUES (@id, @algorithm, @state, @public_key, @wrapped_private_key, @master_key_id, @created_at, @activated_at)
        """,
        ("id", key.Id), ("algorithm", key.Algorithm), ("state", key.State), ("public_key", key.PublicKey),
        ("wrapped_private_key", key.WrappedPrivateKey), ("master_key_id", key.MasterKeyId), ("created_at", key.CreatedAt),
        ("activated_at", key.ActivatedAt));
}
