using Tandem.Events;
using Tandem.Keys;

namespace Tandem.Storage.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteKeyStore(SqliteDatabase database) : IKeyStore
{
    /// <inheritdoc/>
    public Task<Guid> InstallationIdAsync(CancellationToken cancellation) => database.ReadAsync(
        connection => connection.List("SELECT id FROM installation", row => row.Identifier(0)).Single(), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<uint, byte[]>> MasterKeyChecksAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyDictionary<uint, byte[]>>(
            connection => connection
                .List("SELECT key_id, check_value FROM master_key_checks", row => (Id: (uint)row.GetInt64(0), Check: row.Bytes(1)))
                .ToDictionary(key => key.Id, key => key.Check),
            cancellation);

    /// <inheritdoc/>
    public Task AddMasterKeyCheckAsync(uint keyId, byte[] check, CancellationToken cancellation) => database.WriteOneAsync(
        connection => connection.Execute(
            "INSERT INTO master_key_checks (key_id, check_value) VALUES (@key_id, @check) ON CONFLICT (key_id) DO NOTHING",
            ("@key_id", (long)keyId), ("@check", check)),
        cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredSigningKey>> ListSigningKeysAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<StoredSigningKey>>(
            connection => connection.List(
                """
                SELECT id, algorithm, state, public_key, wrapped_private_key, master_key_id, created_at, activated_at
                FROM signing_keys
                ORDER BY created_at, id
                """,
                row => new StoredSigningKey(
                    row.GetString(0), row.GetString(1), (SigningKeyState)row.GetInt32(2), row.Bytes(3), row.Bytes(4), (uint)row.GetInt64(5),
                    row.Time(6), row.TimeOrNull(7))),
            cancellation);

    /// <inheritdoc/>
    public Task<bool> TryAddSigningKeyAsync(StoredSigningKey key, SecurityEvent reported, CancellationToken cancellation) =>
        database.WriteAsync(
            connection =>
            {
                var added = connection.Execute(
                    """
                    INSERT INTO signing_keys
                        (id, algorithm, state, public_key, wrapped_private_key, master_key_id, created_at, activated_at)
                    SELECT @id, @algorithm, @state, @public_key, @wrapped_private_key, @master_key_id, @created_at, @activated_at
                    WHERE NOT EXISTS (SELECT 1 FROM signing_keys WHERE state = @state)
                    """,
                    ("@id", key.Id), ("@algorithm", key.Algorithm), ("@state", key.State), ("@public_key", key.PublicKey),
                    ("@wrapped_private_key", key.WrappedPrivateKey), ("@master_key_id", (long)key.MasterKeyId),
                    ("@created_at", key.CreatedAt), ("@activated_at", key.ActivatedAt)) > 0;
                if (added)
                    EventRows.Append(connection, reported);
                return added;
            },
            cancellation);

    /// <inheritdoc/>
    public Task<WrappedSecret?> FindSecretAsync(string name, CancellationToken cancellation) =>
        database.ReadAsync(connection => SecretRows.Find(connection, name), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WrappedSecret>> ListSecretsAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<WrappedSecret>>(SecretRows.List, cancellation);

    /// <inheritdoc/>
    public Task<bool> TryAddSecretAsync(WrappedSecret secret, CancellationToken cancellation) =>
        database.WriteOneAsync(connection => SecretRows.TryAdd(connection, secret), cancellation);

    /// <inheritdoc/>
    public Task<bool> ReplaceSecretAsync(WrappedSecret expected, WrappedSecret replacement, CancellationToken cancellation) =>
        database.WriteOneAsync(connection => SecretRows.Replace(connection, expected, replacement), cancellation);
}
