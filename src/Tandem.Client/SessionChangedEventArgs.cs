namespace Tandem.Client;

/// <summary>A change of the session.</summary>
/// <param name="change">What happened.</param>
/// <param name="session">The session now.</param>
/// <param name="isFromOtherProcess">See <see cref="IsFromOtherProcess"/>.</param>
public sealed class SessionChangedEventArgs(SessionChange change, SessionSnapshot session, bool isFromOtherProcess) : EventArgs
{
    /// <summary>What happened.</summary>
    public SessionChange Change { get; } = change;

    /// <summary>The session as it was then.</summary>
    public SessionSnapshot Session { get; } = session;

    /// <summary>Whether another client did it and this one found it in the token store.</summary>
    public bool IsFromOtherProcess { get; } = isFromOtherProcess;
}

/// <summary>What happened to the session.</summary>
public enum SessionChange
{
    /// <summary>The store was read: there is a session, or there is none.</summary>
    Restored,

    /// <summary>It has a new access token.</summary>
    Refreshed,

    /// <summary>Somebody signed in.</summary>
    SignedIn,

    /// <summary>It is over.</summary>
    SignedOut,

    /// <summary>A refresh failed and told nothing about it.</summary>
    Stale,
}
