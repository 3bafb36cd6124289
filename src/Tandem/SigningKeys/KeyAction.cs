namespace Tandem.SigningKeys;

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
