namespace Tandem.Client.Sessions;

/// <summary>What is known about the session.</summary>
public enum SessionStatus
{
    /// <summary>The token store has not been read yet.</summary>
    Loading,

    /// <summary>Somebody is signed in.</summary>
    Authenticated,

    /// <summary>
    /// The last refresh told nothing about the session: offline, server busy, a strange answer. The session is kept; <see cref="SessionSnapshot.Error"/>
    /// says what happened.
    /// </summary>
    Stale,

    /// <summary>There is no session.</summary>
    Anonymous,

    /// <summary>The session is over; <see cref="SessionSnapshot.Reason"/> says why.</summary>
    SignedOut,
}
