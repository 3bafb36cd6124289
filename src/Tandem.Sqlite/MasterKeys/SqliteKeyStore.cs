using Tandem.MasterKeys;
using Tandem.SecurityEvents;
using Tandem.SigningKeys;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.SecurityEvents;
using Tandem.Sqlite.SigningKeys;

namespace Tandem.Sqlite.MasterKeys;

/// <inheritdoc/>
internal sealed class SqliteKeyStore(SqliteDatabase database) : IInstallationStore, ISigningKeyStore
{
    /// <inheritdoc/>
    public Task<Guid> InstallationIdAsync(CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.List("SELECT id FROM installation", row => row.Identifier(0)).Single(), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<uint, byte[]>> MasterKeyChecksAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<uint, byte[]>>(MasterKeyRows.Checks, cancellationToken);

    /// <inheritdoc/>
    public Task AddMasterKeyCheckAsync(uint keyId, byte[] check, CancellationToken cancellationToken) =>
        database.WriteOneAsync(connection => MasterKeyRows.Add(connection, keyId, check), cancellationToken);

    /// <inheritdoc/>
    public Task ReplaceMasterKeyCheckAsync(uint keyId, byte[] expected, byte[] replacement, CancellationToken cancellationToken) =>
        database.WriteOneAsync(connection => MasterKeyRows.Replace(connection, keyId, expected, replacement), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> HasBeenUsedAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(connection => MasterKeyRows.IsUsed(connection), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<uint, RetiredMasterKey>> RetiredMasterKeysAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<uint, RetiredMasterKey>>(MasterKeyRows.Retired, cancellationToken);

    /// <inheritdoc/>
    public Task PruneMasterKeysAsync(
        IReadOnlyList<uint> keyIds, DateTimeOffset now, IReadOnlyList<SecurityEvent> reported, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            foreach (var id in keyIds)
                MasterKeyRows.Prune(connection, id, now);
            foreach (var report in reported)
                EventRows.Append(connection, report);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredSigningKey>> ListSigningKeysAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoredSigningKey>>(SigningKeyRows.List, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryChangeSigningKeysAsync(SigningKeyChange change, CancellationToken cancellationToken) =>
        change.Moves.Any(move => move.To == SigningKeyState.Destroyed)
            ? database.EraseAsync(connection => SigningKeyRows.TryChange(connection, change), cancellationToken)
            : database.WriteAsync(connection => SigningKeyRows.TryChange(connection, change), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryScheduleSigningKeyAsync(string keyId, DateTimeOffset activateAt, CancellationToken cancellationToken) =>
        database.WriteOneAsync(connection => SigningKeyRows.TrySchedule(connection, keyId, activateAt), cancellationToken);

    /// <inheritdoc/>
    public Task RewrapAsync(
        IReadOnlyList<StoredSigningKey> rewrapped, uint masterKeyId, DateTimeOffset now, SecurityEvent reported,
        CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            foreach (var key in rewrapped)
                SigningKeyRows.Rewrap(connection, key);
            MasterKeyRows.Replace(connection, masterKeyId, now);
            EventRows.Append(connection, reported);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<WrappedSecret?> FindSecretAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SecretRows.Find(connection, name), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WrappedSecret>> ListSecretsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<WrappedSecret>>(SecretRows.List, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryAddSecretAsync(WrappedSecret secret, CancellationToken cancellationToken) =>
        database.WriteOneAsync(connection => SecretRows.TryAdd(connection, secret), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ReplaceSecretAsync(WrappedSecret expected, WrappedSecret replacement, CancellationToken cancellationToken) =>
        database.WriteOneAsync(connection => SecretRows.Replace(connection, expected, replacement), cancellationToken);
}
