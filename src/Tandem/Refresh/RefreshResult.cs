namespace Tandem.Refresh;

/// <summary>The end of a refresh: a grant, or the reason why there is none.</summary>
/// <param name="Outcome">The protocol's case, of the token that decided.</param>
/// <param name="Grant">What is handed out, or null.</param>
/// <param name="Refusal">Why nothing is.</param>
public sealed record RefreshResult(RotationOutcome Outcome, SessionGrant? Grant, RefreshRefusal? Refusal)
{
    internal static RefreshResult Granted(RotationOutcome outcome, SessionGrant grant) => new(outcome, grant, null);

    internal static RefreshResult Refused(RotationOutcome outcome, RefreshRefusal refusal) => new(outcome, null, refusal);
}
