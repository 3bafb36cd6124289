namespace Tandem.MasterKeys;

/// <summary>The installation's identity, what is known of its master keys, and secrets wrapped with them.</summary>
internal interface IInstallationStore
{
    /// <summary>The installation's id, made at random when the database was created.</summary>
    Task<Guid> InstallationIdAsync(CancellationToken cancellationToken);

    /// <summary>Check values of the master keys that this database has been used with, by key id.</summary>
    Task<IReadOnlyDictionary<uint, byte[]>> MasterKeyChecksAsync(CancellationToken cancellationToken);

    /// <summary>Notes a master key's check value.</summary>
    Task AddMasterKeyCheckAsync(uint keyId, byte[] check, CancellationToken cancellationToken);

    /// <summary>Replaces a master key's check value, if it is <paramref name="expected"/>.</summary>
    Task ReplaceMasterKeyCheckAsync(uint keyId, byte[] expected, byte[] replacement, CancellationToken cancellationToken);

    /// <summary>Whether the database holds what only an opened installation can have written: accounts, signing keys or events.</summary>
    Task<bool> HasBeenUsedAsync(CancellationToken cancellationToken);

    /// <summary>The master keys that were replaced, by key id.</summary>
    Task<IReadOnlyDictionary<uint, RetiredMasterKey>> RetiredMasterKeysAsync(CancellationToken cancellationToken);

    /// <summary>A secret by its name, or null.</summary>
    Task<WrappedSecret?> FindSecretAsync(string name, CancellationToken cancellationToken);

    /// <summary>All secrets, by name.</summary>
    Task<IReadOnlyList<WrappedSecret>> ListSecretsAsync(CancellationToken cancellationToken);

    /// <summary>Stores a secret unless one of its name exists (two nodes starting together make one); false if one does.</summary>
    Task<bool> TryAddSecretAsync(WrappedSecret secret, CancellationToken cancellationToken);

    /// <summary>Replaces a secret that is wrapped as <paramref name="expected"/>, with another master key; false if it no longer is.</summary>
    Task<bool> ReplaceSecretAsync(WrappedSecret expected, WrappedSecret replacement, CancellationToken cancellationToken);
}
