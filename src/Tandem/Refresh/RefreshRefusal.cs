namespace Tandem.Refresh;

/// <summary>Why a refresh was refused for good. The session that the token names is over, or never was.</summary>
public enum RefreshRefusal
{
    /// <summary>Nothing was presented.</summary>
    Missing,

    /// <summary>What was presented is not a refresh token of this installation.</summary>
    Invalid,

    /// <summary>The session was not used for its idle lifetime, or reached its absolute end.</summary>
    Expired,

    /// <summary>No such session.</summary>
    Unknown,

    /// <summary>The session was ended: signed out, ended by its owner or an administrator, or its account changed.</summary>
    Revoked,

    /// <summary>A copy of the session's tokens was used; the session is revoked.</summary>
    Reused,
}
