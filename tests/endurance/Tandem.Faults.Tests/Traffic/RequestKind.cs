namespace Tandem.Faults.Tests.Traffic;

/// <summary>One kind of request.</summary>
internal enum RequestKind
{
    Me,
    Sessions,
    Refresh,
    SignIn,

    /// <summary>Without an access token: 401.</summary>
    Nobody,

    /// <summary>With somebody's access token, changed in its last part: 401.</summary>
    Forged,

    /// <summary>A path that is not there: 404.</summary>
    Nowhere,

    /// <summary>Somebody else's session, which is not to be ended: 404.</summary>
    Foreign,
}
