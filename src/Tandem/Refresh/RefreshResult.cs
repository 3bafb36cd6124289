namespace Tandem.Refresh;

/// <summary>The end of a refresh: a grant, or the reason why there is none.</summary>
/// <param name="Outcome">The protocol's case, of the token that decided.</param>
/// <param name="Grant">What is handed out, or null.</param>
/// <param name="Refusal">Why nothing is.</param>
internal sealed record RefreshResult(RotationOutcome Outcome, SessionGrant? Grant, RefreshRefusal? Refusal)
{
    internal static RefreshResult Granted(RotationOutcome outcome, SessionGrant grant) => new(outcome, grant, null);

    internal static RefreshResult Refused(RotationOutcome outcome, RefreshRefusal refusal) => new(outcome, null, refusal);
}

/// <summary>Why a refresh was refused. But for the first three the session that the token names is over, or never was.</summary>
internal enum RefreshRefusal
{
    /// <summary>Nothing was presented.</summary>
    Missing,

    /// <summary>What was presented is another installation's, which alone knows what it is worth.</summary>
    Foreign,

    /// <summary>Only the clock has ended the session, and the clock is in doubt.</summary>
    ClockInDoubt,

    /// <summary>What was presented is not a refresh token, or was altered.</summary>
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
