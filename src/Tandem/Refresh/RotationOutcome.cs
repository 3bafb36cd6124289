namespace Tandem.Refresh;

/// <summary>What presenting a refresh token means. Each value is one case of the refresh protocol.</summary>
internal enum RotationOutcome
{
    /// <summary>No such session.</summary>
    Unknown,

    /// <summary>The session is over; <see cref="RotationDecision.End"/> says why.</summary>
    Dead,

    /// <summary>The usual case: the token is accepted and a successor is handed out.</summary>
    Rotate,

    /// <summary>A candidate again while things settle: an access token, but no refresh token.</summary>
    AccessOnly,

    /// <summary>The token accepted last, within the leeway: every tab and retry gets the same successor.</summary>
    Converge,

    /// <summary>The token accepted last, later: its answer was lost, one more candidate is handed out.</summary>
    Recover,

    /// <summary>A token that an honest client no longer presents: the session is revoked.</summary>
    Reuse,

    /// <summary>A genuine token newer than the row: the database lost commits. The row moves up to it; an access token only.</summary>
    FastForward,

    /// <summary>Right tag, wrong session secret: the key that signs refresh tokens is suspect.</summary>
    Forged,
}
