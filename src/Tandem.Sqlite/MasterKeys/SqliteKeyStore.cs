using Tandem.Events;
using Tandem.Keys;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.SecurityEvents;
using Tandem.Sqlite.SigningKeys;
using Tandem.Storage;

namespace Tandem.Sqlite.MasterKeys;

/// <inheritdoc/>
internal sealed class SqliteKeyStore(SqliteDatabase database) : IKeyStore
{
    /// <inheritdoc/>
    public Task<Guid> InstallationIdAsync(CancellationToken cancellation) => database.ReadAsync(
        connection => connection.List("SELECT id FROM installation", row => row.Identifier(0)).Single(), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<uint, byte[]>> MasterKeyChecksAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyDictionary<uint, byte[]>>(MasterKeyRows.Checks, cancellation);

    /// <inheritdoc/>
    public Task AddMasterKeyCheckAsync(uint keyId, byte[] check, CancellationToken cancellation) =>
        database.WriteOneAsync(connection => MasterKeyRows.Add(connection, keyId, check), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<uint, RetiredMasterKey>> RetiredMasterKeysAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyDictionary<uint, RetiredMasterKey>>(MasterKeyRows.Retired, cancellation);

    /// <inheritdoc/>
    public Task PruneMasterKeysAsync(
        IReadOnlyList<uint> keyIds, DateTimeOffset now, IReadOnlyList<SecurityEvent> reported, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            foreach (var id in keyIds)
                MasterKeyRows.Prune(connection, id, now);
            foreach (var report in reported)
                EventRows.Append(connection, report);
            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredSigningKey>> ListSigningKeysAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<StoredSigningKey>>(SigningKeyRows.List, cancellation);

    /// <inheritdoc/>
    public Task<bool> TryChangeSigningKeysAsync(SigningKeyChange change, CancellationToken cancellation) =>
        change.Moves.Any(move => move.To == SigningKeyState.Destroyed)
            ? database.EraseAsync(connection => SigningKeyRows.TryChange(connection, change), cancellation)
            : database.WriteAsync(connection => SigningKeyRows.TryChange(connection, change), cancellation);

    /// <inheritdoc/>
    public Task<bool> TryScheduleSigningKeyAsync(string keyId, DateTimeOffset activateAt, CancellationToken cancellation) =>
        database.WriteOneAsync(connection => SigningKeyRows.TrySchedule(connection, keyId, activateAt), cancellation);

    /// <inheritdoc/>
    public Task RewrapAsync(
        IReadOnlyList<StoredSigningKey> rewrapped, uint masterKeyId, DateTimeOffset now, SecurityEvent reported,
        CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            foreach (var key in rewrapped)
                SigningKeyRows.Rewrap(connection, key);
            MasterKeyRows.Replace(connection, masterKeyId, now);
            EventRows.Append(connection, reported);
            return true;
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
