namespace Tandem.Client.Sessions;

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
