namespace Tandem.Soak.Log;

internal enum SoakEventKind
{
    /// <summary>The person typed the password: at the start, and again after each sign-out.</summary>
    SignedIn,

    /// <summary>A refresh was granted, and its reply passed on.</summary>
    Refreshed,

    /// <summary>A refresh was granted, and its reply lost on purpose.</summary>
    Lost,

    /// <summary>A refresh was granted, but the page that had asked was gone: closed or reloaded.</summary>
    Abandoned,

    /// <summary>A refresh was not granted.</summary>
    Refused,

    /// <summary>The person was shown the sign-in form though nobody had signed out.</summary>
    SignedOut,

    /// <summary>Things that happen to tabs, by the schedule.</summary>
    Opened,
    Closed,
    Reloaded,
    Slept,
    Woke,
}
