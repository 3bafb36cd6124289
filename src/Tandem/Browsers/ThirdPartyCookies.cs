namespace Tandem.Browsers;

/// <summary>What a browser does with cookies of a site other than the one in its address bar.</summary>
public enum ThirdPartyCookies
{
    /// <summary>They are kept and sent as any other.</summary>
    Allowed,

    /// <summary>They are kept and sent per site in the address bar, whether they say <c>Partitioned</c> or not.</summary>
    Partitioned,

    /// <summary>They are neither kept nor sent, unless they say <c>Partitioned</c> and the browser knows the word.</summary>
    Blocked,
}
