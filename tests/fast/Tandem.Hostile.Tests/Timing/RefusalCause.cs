namespace Tandem.Hostile.Tests.Timing;

/// <summary>Why a sign-in is refused.</summary>
public enum RefusalCause
{
    /// <summary>What all others are compared with.</summary>
    WrongPassword,

    /// <summary>Nobody has the address.</summary>
    UnknownAddress,

    /// <summary>Too many wrong passwords; this one would be right.</summary>
    Locked,

    /// <summary>Disabled; the password is right.</summary>
    Disabled,

    /// <summary>Somebody has the address, and no password.</summary>
    WithoutPassword,

    /// <summary>A wrong password, compared with a hash of another kind: of an earlier algorithm, or other parameters.</summary>
    HashOfAnotherKind,
}
