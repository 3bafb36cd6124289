namespace Tandem.Client.Sessions;

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
