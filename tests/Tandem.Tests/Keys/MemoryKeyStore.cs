using Tandem.Events;
using Tandem.Keys;
using Tandem.Storage;

namespace Tandem.Tests.Keys;

/// <summary>The port as the databases fulfil it: a state holds one key that is not yet retired.</summary>
internal sealed class MemoryKeyStore(Guid installationId) : IKeyStore
{
    private readonly Lock gate = new();
    private readonly List<StoredSigningKey> keys = [];
    private readonly Dictionary<uint, byte[]> checks = [];
    private readonly Dictionary<string, WrappedSecret> secrets = [];

    public List<SecurityEvent> Events { get; } = [];

    /// <summary>Runs between a node's first look and its writing: where another node gets in.</summary>
    public Func<Task>? BeforeAdd { get; set; }

    public StorageUnavailableException? Failure { get; set; }

    public Task<Guid> InstallationIdAsync(CancellationToken cancellation) => Task.FromResult(installationId);

    public Task<IReadOnlyDictionary<uint, byte[]>> MasterKeyChecksAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<uint, byte[]>>(new Dictionary<uint, byte[]>(checks));

    public Task AddMasterKeyCheckAsync(uint keyId, byte[] check, CancellationToken cancellation)
    {
        checks[keyId] = check;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoredSigningKey>> ListSigningKeysAsync(CancellationToken cancellation)
    {
        lock (gate)
            return Failure is { } failure ? throw failure : Task.FromResult<IReadOnlyList<StoredSigningKey>>([.. keys]);
    }

    public async Task<bool> TryAddSigningKeyAsync(StoredSigningKey key, SecurityEvent reported, CancellationToken cancellation)
    {
        if (BeforeAdd is { } hook)
        {
            BeforeAdd = null;
            await hook();
        }

        lock (gate)
        {
            if (keys.Any(other => other.State == key.State))
                return false;
            keys.Add(key);
            Events.Add(reported);
            return true;
        }
    }

    public Task<WrappedSecret?> FindSecretAsync(string name, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(secrets.GetValueOrDefault(name));
    }

    public Task<IReadOnlyList<WrappedSecret>> ListSecretsAsync(CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<WrappedSecret>>([.. secrets.Values]);
    }

    public Task<bool> TryAddSecretAsync(WrappedSecret secret, CancellationToken cancellation)
    {
        lock (gate)
            return Task.FromResult(secrets.TryAdd(secret.Name, secret));
    }

    public Task<bool> ReplaceSecretAsync(WrappedSecret expected, WrappedSecret replacement, CancellationToken cancellation)
    {
        lock (gate)
        {
            var same = secrets.TryGetValue(expected.Name, out var present) && present.Wrapped.AsSpan().SequenceEqual(expected.Wrapped);
            if (same)
                secrets[expected.Name] = replacement;
            return Task.FromResult(same);
        }
    }

    public void Replace(Func<StoredSigningKey, StoredSigningKey> change)
    {
        lock (gate)
        {
            for (var i = 0; i < keys.Count; i++)
                keys[i] = change(keys[i]);
        }
    }

    public void Put(StoredSigningKey key)
    {
        lock (gate)
            keys.Add(key);
    }
}
