namespace Tandem.Sessions;

/// <summary>Why a session is over.</summary>
public enum SessionEnd
{
    /// <summary>Its owner signed out of it.</summary>
    SignedOut = 1,

    /// <summary>Its owner ended it from another session, or all.</summary>
    EndedByOwner = 2,

    /// <summary>An administrator ended it.</summary>
    EndedByAdmin = 3,

    /// <summary>A refresh token was presented that only a copy could be.</summary>
    Reused = 4,

    /// <summary>All sessions of the account were ended at once: by its owner, or because it was disabled or got another password.</summary>
    AccountChanged = 5,

    /// <summary>Not used for the idle lifetime.</summary>
    Idle = 6,

    /// <summary>The absolute lifetime passed, however much it was used.</summary>
    AbsoluteLifetime = 7,

    /// <summary>A backup was restored, in which it was alive.</summary>
    Restored = 8,

    /// <summary>The account had as many sessions as it may have, and this one had been unused for longest when another began.</summary>
    Surplus = 9,
}
