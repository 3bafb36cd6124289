using Tandem.SecurityEvents;
using Tandem.SigningKeys;

namespace Tandem.MasterKeys;

/// <summary>The installation's identity, its signing keys and other secrets.</summary>
public interface IKeyStore
{
    /// <summary>The installation's id, made at random when the database was created.</summary>
    Task<Guid> InstallationIdAsync(CancellationToken cancellationToken);

    /// <summary>Check values of the master keys that this database has been used with, by key id.</summary>
    Task<IReadOnlyDictionary<uint, byte[]>> MasterKeyChecksAsync(CancellationToken cancellationToken);

    /// <summary>Notes a master key's check value.</summary>
    Task AddMasterKeyCheckAsync(uint keyId, byte[] check, CancellationToken cancellationToken);

    /// <summary>The master keys that were replaced, by key id.</summary>
    Task<IReadOnlyDictionary<uint, RetiredMasterKey>> RetiredMasterKeysAsync(CancellationToken cancellationToken);

    /// <summary>Notes that replaced master keys are gone from every node: nothing they made is accepted any more.</summary>
    Task PruneMasterKeysAsync(
        IReadOnlyList<uint> keyIds, DateTimeOffset now, IReadOnlyList<SecurityEvent> reported, CancellationToken cancellationToken);

    /// <summary>All signing keys, oldest first.</summary>
    Task<IReadOnlyList<StoredSigningKey>> ListSigningKeysAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Changes signing keys as a whole, if every key that moves is where it is expected and no other key has the state of the added one;
    /// false, and nothing is changed, if another process was faster.
    /// </summary>
    Task<bool> TryChangeSigningKeysAsync(SigningKeyChange change, CancellationToken cancellationToken);

    /// <summary>Notes when an operator wants the announced key to take over; false if it is not announced any more.</summary>
    Task<bool> TryScheduleSigningKeyAsync(string keyId, DateTimeOffset activateAt, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the wrapped private keys, each if it is still the same key in the same state, and notes that the current master key
    /// replaced the others.
    /// </summary>
    Task RewrapAsync(
        IReadOnlyList<StoredSigningKey> rewrapped, uint masterKeyId, DateTimeOffset now, SecurityEvent reported, CancellationToken cancellationToken);

    /// <summary>A secret by its name, or null.</summary>
    Task<WrappedSecret?> FindSecretAsync(string name, CancellationToken cancellationToken);

    /// <summary>All secrets, by name.</summary>
    Task<IReadOnlyList<WrappedSecret>> ListSecretsAsync(CancellationToken cancellationToken);

    /// <summary>Stores a secret unless one of its name exists (two nodes starting together make one); false if one does.</summary>
    Task<bool> TryAddSecretAsync(WrappedSecret secret, CancellationToken cancellationToken);

    /// <summary>Replaces a secret that is wrapped as <paramref name="expected"/>, with another master key; false if it no longer is.</summary>
    Task<bool> ReplaceSecretAsync(WrappedSecret expected, WrappedSecret replacement, CancellationToken cancellationToken);
}
