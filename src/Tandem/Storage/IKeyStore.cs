using Tandem.Events;
using Tandem.Keys;

namespace Tandem.Storage;

/// <summary>The installation's identity, its signing keys and other secrets.</summary>
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

    /// <summary>A secret by its name, or null.</summary>
    Task<WrappedSecret?> FindSecretAsync(string name, CancellationToken cancellation);

    /// <summary>All secrets, by name.</summary>
    Task<IReadOnlyList<WrappedSecret>> ListSecretsAsync(CancellationToken cancellation);

    /// <summary>Stores a secret unless one of its name exists (two nodes starting together make one); false if one does.</summary>
    Task<bool> TryAddSecretAsync(WrappedSecret secret, CancellationToken cancellation);

    /// <summary>Replaces a secret that is wrapped as <paramref name="expected"/>, with another master key; false if it no longer is.</summary>
    Task<bool> ReplaceSecretAsync(WrappedSecret expected, WrappedSecret replacement, CancellationToken cancellation);
}
