using Tandem.Refresh;

namespace Tandem.Tests.Refresh.Model;

/// <summary>One step of a history, readable in a counter-example.</summary>
internal readonly record struct Step(StepKind Kind, int Tab = 0, long Generation = 0, RotationOutcome Outcome = default, long Answer = 0)
{
    public override string ToString() => Kind switch
    {
        StepKind.Tick => "tick",
        StepKind.LongPause => "long",
        StepKind.Send => $"tab{Tab} sends {Generation}",
        StepKind.Decide when Outcome is RotationOutcome.Reuse => $"server {Generation} -> REUSE",
        StepKind.Decide when Outcome is RotationOutcome.AccessOnly => $"server {Generation} -> AccessOnly",
        StepKind.Decide => $"server {Generation} -> {Outcome} {Answer}",
        StepKind.Receive => Answer == Flight.AccessOnly ? $"tab{Tab} gets an access token" : $"tab{Tab} gets {Answer}",
        StepKind.Confirm => $"access token of {Generation} seen",
        StepKind.LoseCommits => $"database loses {Answer} commits",
        _ => Kind.ToString(),
    };
}
