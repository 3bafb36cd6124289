namespace Tandem.CookieSessions;

/// <summary>Why a presented page token was refused without looking at the database.</summary>
public enum PageTokenFault
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>It is not a page token, or was altered, or is another installation's.</summary>
    Invalid,

    /// <summary>Well-formed, made with a master key this node has not loaded: nothing can be said of it.</summary>
    KeyNotLoaded,
}
