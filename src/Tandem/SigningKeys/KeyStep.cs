namespace Tandem.SigningKeys;

/// <summary>A step in the life of the signing keys.</summary>
/// <param name="Action">What is done.</param>
/// <param name="KeyId">The key it is done to, or null where one is made.</param>
/// <param name="At">When.</param>
public sealed record KeyStep(KeyAction Action, string? KeyId, DateTimeOffset At)
{
    /// <summary>Whether its time has come.</summary>
    public bool IsDue(DateTimeOffset now) => now >= At;
}

/// <summary>What is done to the signing keys in one step.</summary>
public enum KeyAction
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
