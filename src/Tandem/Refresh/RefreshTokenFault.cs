namespace Tandem.Refresh;

/// <summary>Why a presented refresh token was refused without looking at the database.</summary>
public enum RefreshTokenFault
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>It is not a refresh token, or was altered, or is another installation's.</summary>
    Invalid,

    /// <summary>It is authentic and past its end.</summary>
    Expired,

    /// <summary>Well-formed, made with a master key this node has not loaded: nothing can be said of it.</summary>
    KeyNotLoaded,
}
