using Tandem.Refresh;

namespace Tandem.Tests.Refresh.Model;

/// <summary>One presentation in a theft.</summary>
internal readonly record struct Presentation(bool ByThief, long Generation, RotationOutcome Outcome, long Answer)
{
    public override string ToString() => $"{(ByThief ? "thief" : "owner")} {Generation} -> {Outcome} {Answer}";
}
