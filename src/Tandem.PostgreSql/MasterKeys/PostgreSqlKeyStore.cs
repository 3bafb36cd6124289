using Tandem.MasterKeys;
using Tandem.PostgreSql.Engine;
using Tandem.PostgreSql.SecurityEvents;
using Tandem.PostgreSql.SigningKeys;
using Tandem.SecurityEvents;
using Tandem.SigningKeys;

namespace Tandem.PostgreSql.MasterKeys;

/// <inheritdoc/>
internal sealed class PostgreSqlKeyStore(PostgreSqlDatabase database) : IInstallationStore, ISigningKeyStore
{
    /// <inheritdoc/>
    public Task<Guid> InstallationIdAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(statements => statements.ValueAsync<Guid>("SELECT id FROM installation"), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<uint, byte[]>> MasterKeyChecksAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(MasterKeyRows.ChecksAsync, cancellationToken);

    /// <inheritdoc/>
    public Task AddMasterKeyCheckAsync(uint keyId, byte[] check, CancellationToken cancellationToken) =>
        database.WriteOneAsync(statements => MasterKeyRows.AddAsync(statements, keyId, check), cancellationToken);

    /// <inheritdoc/>
    public Task ReplaceMasterKeyCheckAsync(uint keyId, byte[] expected, byte[] replacement, CancellationToken cancellationToken) =>
        database.WriteOneAsync(statements => MasterKeyRows.ReplaceAsync(statements, keyId, expected, replacement), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> HasBeenUsedAsync(CancellationToken cancellationToken) => database.ReadAsync(MasterKeyRows.IsUsedAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<uint, RetiredMasterKey>> RetiredMasterKeysAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(MasterKeyRows.RetiredAsync, cancellationToken);

    /// <inheritdoc/>
    public Task PruneMasterKeysAsync(
        IReadOnlyList<uint> keyIds, DateTimeOffset now, IReadOnlyList<SecurityEvent> reported, CancellationToken cancellationToken) => database.WriteAsync(
        async statements =>
        {
            foreach (var id in keyIds)
                await MasterKeyRows.PruneAsync(statements, id, now);
            foreach (var report in reported)
                await EventRows.AppendAsync(statements, report);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredSigningKey>> ListSigningKeysAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(SigningKeyRows.ListAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryChangeSigningKeysAsync(SigningKeyChange change, CancellationToken cancellationToken) =>
        database.WriteAsync(statements => SigningKeyRows.TryChangeAsync(statements, change), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryScheduleSigningKeyAsync(string keyId, DateTimeOffset activateAt, CancellationToken cancellationToken) =>
        database.WriteOneAsync(statements => SigningKeyRows.TryScheduleAsync(statements, keyId, activateAt), cancellationToken);

    /// <inheritdoc/>
    public Task RewrapAsync(
        IReadOnlyList<StoredSigningKey> rewrapped, uint masterKeyId, DateTimeOffset now, SecurityEvent reported,
        CancellationToken cancellationToken) => database.WriteAsync(
        async statements =>
        {
            foreach (var key in rewrapped)
                await SigningKeyRows.RewrapAsync(statements, key);
            await MasterKeyRows.ReplaceAsync(statements, masterKeyId, now);
            await EventRows.AppendAsync(statements, reported);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<WrappedSecret?> FindSecretAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(statements => SecretRows.FindAsync(statements, name), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WrappedSecret>> ListSecretsAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(SecretRows.ListAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryAddSecretAsync(WrappedSecret secret, CancellationToken cancellationToken) =>
        database.WriteOneAsync(statements => SecretRows.TryAddAsync(statements, secret), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ReplaceSecretAsync(WrappedSecret expected, WrappedSecret replacement, CancellationToken cancellationToken) =>
        database.WriteOneAsync(statements => SecretRows.ReplaceAsync(statements, expected, replacement), cancellationToken);
}
