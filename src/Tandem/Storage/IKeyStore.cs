using Tandem.Events;
using Tandem.Keys;

namespace Tandem.Storage;

/// <summary>The installation's identity and its signing keys.</summary>
public interface IKeyStore
{
    /// <summary>The installation's id, made at random when the database was created.</summary>
    Task<Guid> InstallationIdAsync(CancellationToken cancellation);

    /// <summary>Check values of the master keys that this database has been used with, by key id.</summary>
    Task<IReadOnlyDictionary<uint, byte[]>> MasterKeyChecksAsync(CancellationToken cancellation);

    /// <summary>Notes a master key's check value.</summary>
    Task AddMasterKeyCheckAsync(uint keyId, byte[] check, CancellationToken cancellation);

    /// <summary>All signing keys, oldest first.</summary>
    Task<IReadOnlyList<StoredSigningKey>> ListSigningKeysAsync(CancellationToken cancellation);

    /// <summary>Stores a key unless another in the same state exists (two nodes starting together make one); false if one does.</summary>
    Task<bool> TryAddSigningKeyAsync(StoredSigningKey key, SecurityEvent reported, CancellationToken cancellation);
}
