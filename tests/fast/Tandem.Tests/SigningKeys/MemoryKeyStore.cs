using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.SigningKeys;

namespace Tandem.Tests.SigningKeys;

/// <summary>The port as the databases fulfil it: changes happen as a whole, or not at all.</summary>
internal sealed class MemoryKeyStore(Guid installationId) : IInstallationStore, ISigningKeyStore
{
    private readonly Lock gate = new();
    private readonly List<StoredSigningKey> keys = [];
    private readonly Dictionary<uint, byte[]> checks = [];
    private readonly Dictionary<string, WrappedSecret> secrets = [];
    private readonly Dictionary<uint, RetiredMasterKey> retired = [];

    public List<SecurityEvent> Events { get; } = [];

    /// <summary>Runs between a node's first look and its writing: where another node gets in.</summary>
    public Func<Task>? BeforeChange { get; set; }

    public StorageUnavailableException? Failure { get; set; }

    /// <summary>The longest idle lifetime of a session.</summary>
    public TimeSpan LongestIdle { get; set; } = TimeSpan.FromDays(7);

    public Task<Guid> InstallationIdAsync(CancellationToken cancellationToken) => Task.FromResult(installationId);

    public Task<IReadOnlyDictionary<uint, byte[]>> MasterKeyChecksAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<uint, byte[]>>(new Dictionary<uint, byte[]>(checks));

    public Task AddMasterKeyCheckAsync(uint keyId, byte[] check, CancellationToken cancellationToken)
    {
        checks.TryAdd(keyId, check);
        return Task.CompletedTask;
    }

    public Task ReplaceMasterKeyCheckAsync(uint keyId, byte[] expected, byte[] replacement, CancellationToken cancellationToken)
    {
        if (checks[keyId].AsSpan().SequenceEqual(expected))
            checks[keyId] = replacement;
        return Task.CompletedTask;
    }

    public Task<bool> HasBeenUsedAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult(keys.Count > 0);
    }

    public Task<IReadOnlyDictionary<uint, RetiredMasterKey>> RetiredMasterKeysAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<uint, RetiredMasterKey>>(new Dictionary<uint, RetiredMasterKey>(retired));

    public Task PruneMasterKeysAsync(
        IReadOnlyList<uint> keyIds, DateTimeOffset now, IReadOnlyList<SecurityEvent> reported, CancellationToken cancellationToken)
    {
        foreach (var id in keyIds)
            retired[id] = retired[id] with { IsPruned = true };
        Events.AddRange(reported);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoredSigningKey>> ListSigningKeysAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return Failure is { } failure ? throw failure : Task.FromResult<IReadOnlyList<StoredSigningKey>>([.. keys]);
    }

    public async Task<bool> TryChangeSigningKeysAsync(SigningKeyChange change, CancellationToken cancellationToken)
    {
        if (BeforeChange is { } hook)
        {
            BeforeChange = null;
            await hook();
        }

        lock (gate)
        {
            var moving = change.Moves.Select(move => move.KeyId).ToHashSet();
            if (!change.Moves.All(move => keys.Any(key => key.Id == move.KeyId && key.State == move.From))
                || keys.Any(key => key.State == change.Added?.State && !moving.Contains(key.Id)))
                return false;
            foreach (var move in change.Moves)
                keys[keys.FindIndex(key => key.Id == move.KeyId)] = Moved(keys.Single(key => key.Id == move.KeyId), move);
            if (change.Added is { } added)
                keys.Add(added);
            Events.AddRange(change.Reported);
            return true;
        }
    }

    public Task<WrappedSecret?> FindSecretAsync(string name, CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult(secrets.GetValueOrDefault(name));
    }

    public Task<IReadOnlyList<WrappedSecret>> ListSecretsAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<WrappedSecret>>([.. secrets.Values]);
    }

    public Task<bool> TryAddSecretAsync(WrappedSecret secret, CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult(secrets.TryAdd(secret.Name, secret));
    }

    public Task<bool> ReplaceSecretAsync(WrappedSecret expected, WrappedSecret replacement, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var same = secrets.TryGetValue(expected.Name, out var present) && present.Wrapped.AsSpan().SequenceEqual(expected.Wrapped);
            if (same)
                secrets[expected.Name] = replacement;
            return Task.FromResult(same);
        }
    }

    public Task<bool> TryScheduleSigningKeyAsync(string keyId, DateTimeOffset activateAt, CancellationToken cancellationToken)
    {
        Replace(key => key.Id == keyId && key.State is SigningKeyState.Announced ? key with { ActivateAt = activateAt } : key);
        return Task.FromResult(true);
    }

    public Task RewrapAsync(
        IReadOnlyList<StoredSigningKey> rewrapped, uint masterKeyId, DateTimeOffset now, SecurityEvent reported,
        CancellationToken cancellationToken)
    {
        Replace(key => rewrapped.FirstOrDefault(other => other.Id == key.Id) ?? key);
        retired.Remove(masterKeyId);
        foreach (var id in checks.Keys.Where(id => id != masterKeyId))
            retired.TryAdd(id, new RetiredMasterKey(now, now + LongestIdle, false));
        Events.Add(reported);
        return Task.CompletedTask;
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

    private static StoredSigningKey Moved(StoredSigningKey key, SigningKeyMove move) => move.To switch
    {
        SigningKeyState.Active => key with { State = move.To, ActivatedAt = move.At },
        SigningKeyState.Verifying => key with { State = move.To, RetiredAt = move.At },
        _ => key with { State = move.To, DestroyedAt = move.At, WrappedPrivateKey = [] },
    };
}
