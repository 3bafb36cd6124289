namespace Tandem.Simulation.Tests.Judging;

/// <summary>What goes wrong, or is done to an installation and its clients.</summary>
internal enum Fault
{
    RequestLost, ResponseLost, RequestRepeated, GaveUp, Reloaded, BrowserCrashed, CookieLost, ProcessCrashed, Slept, NodeRestarted, WriteFailedBefore,
    WriteFailedAfter, CommitsLost, BackupRestored, ClockSet, MasterKeyChanged, RolesChanged, SignedOut, SignedInAgain, EndedByAdmin, AllEnded,
    Interleaved,
}

/// <summary>How a copy of a token is used.</summary>
internal enum ThiefKind
{
    /// <summary>At once, while the owner is active, at random.</summary>
    Early,

    /// <summary>Long after it was copied.</summary>
    Late,

    /// <summary>In turn with the owner.</summary>
    LockStep,

    /// <summary>While the owner is absent, once; the access token is used later.</summary>
    SmashAndGrab,

    /// <summary>Always right after the owner. Cannot be told apart: no promise but that nothing else breaks.</summary>
    Follower,

    /// <summary>The predecessor, again and again inside the settling times that this opens.</summary>
    Poller,

    /// <summary>A token from an old backup of the device.</summary>
    OldBackup,
}

/// <summary>What became of an access token at a node.</summary>
internal enum AccessVerdict { Accepted, Expired, Refused }
