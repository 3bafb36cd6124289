namespace Tandem.SigningKeys;

/// <summary>When a signing key takes its next step. Pure: every node comes to the same answer from the same rows.</summary>
internal static class KeySchedule
{
    /// <summary>The one step that comes next. There is always one, though perhaps not before long.</summary>
    /// <param name="keys">All keys.</param>
    /// <param name="policy">How keys are made and when they change.</param>
    /// <param name="now">The installation's time.</param>
    public static KeyStep Next(IReadOnlyList<StoredSigningKey> keys, SigningPolicy policy, DateTimeOffset now)
    {
        var active = Find(keys, SigningKeyState.Active);
        var announced = Find(keys, SigningKeyState.Announced);
        // Without a key that signs nobody gets a token: what is at hand must do.
        if (active is null)
            return announced is null ? new KeyStep(KeyAction.Begin, null, now) : new KeyStep(KeyAction.Activate, announced.Id, now);
        if (announced is null)
            return new KeyStep(KeyAction.Announce, null, now);
        return keys
            .Where(key => key.State is SigningKeyState.Verifying)
            .Select(key => new KeyStep(KeyAction.Destroy, key.Id, Destruction(key, active, policy)))
            .Append(new KeyStep(KeyAction.Activate, announced.Id, Activation(announced, active, policy)))
            .MinBy(step => step.At)!;
    }

    /// <summary>What an operator who wants the next key now, or as soon as every verifier has it, is to wait for.</summary>
    /// <param name="keys">All keys, an active and an announced one among them.</param>
    /// <param name="policy">How keys are made and when they change.</param>
    /// <param name="now">The installation's time.</param>
    /// <param name="immediately">Whether the announced key is to sign although a verifier may not have it yet.</param>
    public static KeyStep Rotation(IReadOnlyList<StoredSigningKey> keys, SigningPolicy policy, DateTimeOffset now, bool immediately)
    {
        if (Find(keys, SigningKeyState.Active) is null || Find(keys, SigningKeyState.Announced) is not { } announced)
            return Next(keys, policy, now);
        if (announced.Algorithm != policy.Algorithm)
            return new KeyStep(KeyAction.Replace, announced.Id, now);
        return new KeyStep(KeyAction.Activate, announced.Id, immediately ? now : announced.CreatedAt + policy.Announce);
    }

    /// <summary>The state a key has next, and when; null for one that is destroyed.</summary>
    public static (SigningKeyState State, DateTimeOffset At)? NextOf(
        StoredSigningKey key, IReadOnlyList<StoredSigningKey> keys, SigningPolicy policy)
    {
        var active = Find(keys, SigningKeyState.Active);
        var announced = Find(keys, SigningKeyState.Announced);
        return key.State switch
        {
            SigningKeyState.Announced when active is not null => (SigningKeyState.Active, Activation(key, active, policy)),
            SigningKeyState.Active when announced is not null => (SigningKeyState.Verifying, Activation(announced, key, policy)),
            SigningKeyState.Verifying when active is not null => (SigningKeyState.Destroyed, Destruction(key, active, policy)),
            _ => null,
        };
    }

    private static StoredSigningKey? Find(IReadOnlyList<StoredSigningKey> keys, SigningKeyState state) =>
        keys.FirstOrDefault(key => key.State == state);

    // After the interval, or when an operator wants it; but only once every cache has seen the key.
    private static DateTimeOffset Activation(StoredSigningKey announced, StoredSigningKey active, SigningPolicy policy)
    {
        var published = announced.CreatedAt + policy.Announce;
        var wanted = announced.ActivateAt ?? (active.ActivatedAt ?? active.CreatedAt) + policy.RotationInterval;
        return wanted > published ? wanted : published;
    }

    // One whose date is missing was retired at the latest when the present key took over.
    private static DateTimeOffset Destruction(StoredSigningKey retired, StoredSigningKey active, SigningPolicy policy) =>
        (retired.RetiredAt ?? active.ActivatedAt ?? active.CreatedAt) + policy.Retain;
}

/// <summary>A step in the life of the signing keys.</summary>
/// <param name="Action">What is done.</param>
/// <param name="KeyId">The key it is done to, or null where one is made.</param>
/// <param name="At">When.</param>
internal sealed record KeyStep(KeyAction Action, string? KeyId, DateTimeOffset At)
{
    /// <summary>Whether its time has come.</summary>
    public bool IsDue(DateTimeOffset now) => now >= At;
}

/// <summary>What is done to the signing keys in one step.</summary>
internal enum KeyAction
{
    /// <summary>Makes the very first key, which signs at once.</summary>
    Begin = 1,

    /// <summary>Makes the key that signs next.</summary>
    Announce = 2,

    /// <summary>Lets the announced key sign, retires the one that did, and announces another.</summary>
    Activate = 3,

    /// <summary>Erases a retired key that no live token can bear.</summary>
    Destroy = 4,

    /// <summary>Announces a key of another algorithm in the place of one that never signed.</summary>
    Replace = 5,

    /// <summary>Erases a key at once, whatever it signed.</summary>
    Revoke = 6,
}
