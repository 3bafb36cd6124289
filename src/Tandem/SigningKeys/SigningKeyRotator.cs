using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.SigningKeys;

/// <summary>
/// Carries out what <see cref="KeySchedule"/> decides. Each step is one compare-and-set in the database, so that of several nodes and
/// the command line one takes it, and there are never two keys that sign.
/// </summary>
internal sealed class SigningKeyRotator(
    ISigningKeyStore store, Installation installation, SigningPolicy policy, InstallationClock clock, SecureRandom random)
{
    // Each miss means that another process changed the keys; keys that change this often are a storage fault.
    private const int MaximumAttempts = 8;

    /// <summary>Makes the keys that are missing: one that signs, and one that is announced.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public Task EnsureAsync(CancellationToken cancellationToken) => RepeatAsync(
        async keys =>
        {
            var step = KeySchedule.Next(keys, policy, clock.UtcNow);
            if (step.Action is not (KeyAction.Begin or KeyAction.Announce))
                return false;
            await TryTakeAsync(step, keys, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>
    /// Announces a key of the configured algorithm where one of another is announced: that one never signed. Called once at start and
    /// not again, so that nodes with different configurations do not replace each other's keys for ever.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public Task AdoptAlgorithmAsync(CancellationToken cancellationToken) => RepeatAsync(
        async keys =>
        {
            var step = KeySchedule.Rotation(keys, policy, clock.UtcNow, immediately: true);
            if (step.Action is not KeyAction.Replace)
                return false;
            await TryTakeAsync(step, keys, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Takes the next step if it is due. Whoever calls does so again before long.</summary>
    /// <returns>Whether it was taken.</returns>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public async Task<bool> AdvanceAsync(CancellationToken cancellationToken)
    {
        var keys = await store.ListSigningKeysAsync(cancellationToken);
        var now = clock.UtcNow;
        var step = KeySchedule.Next(keys, policy, now);
        return step.IsDue(now) && await TryTakeAsync(step, keys, cancellationToken);
    }

    /// <summary>Lets the announced key sign, and announces another.</summary>
    /// <param name="immediately">Now, or as soon as it has been announced for long enough.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The step: taken, unless its time is yet to come.</returns>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public async Task<KeyStep> RotateAsync(bool immediately, CancellationToken cancellationToken)
    {
        KeyStep? taken = null;
        await RepeatAsync(
            async keys =>
            {
                var step = KeySchedule.Rotation(keys, policy, clock.UtcNow, immediately);
                var done = step.IsDue(clock.UtcNow)
                    ? await TryTakeAsync(step, keys, cancellationToken)
                    : await store.TryScheduleSigningKeyAsync(step.KeyId!, step.At, cancellationToken);
                taken = done ? step : taken;
                return !done || step.Action is not KeyAction.Activate;
            },
            cancellationToken);
        return taken!;
    }

    /// <summary>
    /// Erases a key that leaked: tokens it signed are refused from now on. If it was active, the announced one takes over.
    /// </summary>
    /// <returns>The key as it was, or null if there is none of that id.</returns>
    /// <exception cref="StorageUnavailableException">The database cannot be reached.</exception>
    public async Task<StoredSigningKey?> RevokeAsync(string keyId, CancellationToken cancellationToken)
    {
        StoredSigningKey? found = null;
        await RepeatAsync(
            async keys =>
            {
                found = keys.FirstOrDefault(key => key.Id == keyId);
                return found is { State: not SigningKeyState.Destroyed }
                    && !await TryTakeAsync(new KeyStep(KeyAction.Revoke, keyId, clock.UtcNow), keys, cancellationToken);
            },
            cancellationToken);
        return found;
    }

    private async Task RepeatAsync(Func<IReadOnlyList<StoredSigningKey>, Task<bool>> again, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            if (!await again(await store.ListSigningKeysAsync(cancellationToken)))
                return;
        }

        throw new StorageUnavailableException($"The signing keys changed {MaximumAttempts} times while they were being changed.");
    }

    /// <summary>Takes a step; false if another process changed the keys meanwhile.</summary>
    private Task<bool> TryTakeAsync(KeyStep step, IReadOnlyList<StoredSigningKey> keys, CancellationToken cancellationToken) =>
        store.TryChangeSigningKeysAsync(ChangeOf(step, keys), cancellationToken);

    private SigningKeyChange ChangeOf(KeyStep step, IReadOnlyList<StoredSigningKey> keys)
    {
        var now = clock.UtcNow;
        var moves = KeyMoves.Of(step, keys, now);
        StoredSigningKey? added = step.Action switch
        {
            KeyAction.Begin => Create(SigningKeyState.Active, now),
            KeyAction.Destroy => null,
            KeyAction.Revoke when moves.All(move => move.From is SigningKeyState.Verifying) => null,
            _ => Create(SigningKeyState.Announced, now),
        };
        IEnumerable<SecurityEvent> reported = moves.Select(move => KeyMoves.Report(move, step.Action, keys.Single(key => key.Id == move.KeyId)));
        if (added is not null)
        {
            var state = added.State is SigningKeyState.Active ? "active" : "announced";
            reported = reported.Append(new SigningKeyCreated(added.Id, added.Algorithm, state) { At = now, Context = EventContext.Local });
        }

        return new SigningKeyChange(moves, added, [.. reported]);
    }

    private StoredSigningKey Create(SigningKeyState state, DateTimeOffset now) =>
        SigningKey.Create(policy.Algorithm, state, installation.MasterKeys, installation.Id, random, now);
}
