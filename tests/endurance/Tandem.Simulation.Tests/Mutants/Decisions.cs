using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Simulation.Tests.Mutants;

/// <summary>The product's decision with one thing changed.</summary>
internal static class Decisions
{
    /// <summary>What a changed decision is made of.</summary>
    internal readonly record struct Case(RotationState Row, RefreshToken Token, DateTimeOffset Now, SessionPolicy Policy)
    {
        public long Generation => Token.Generation;
    }

    /// <summary>Changes decisions about living sessions.</summary>
    public static Func<StoredSession?, RefreshToken, DateTimeOffset, SessionPolicy, RotationDecision> Changed(
        Func<RotationDecision, Case, RotationDecision> change) => (stored, token, now, policy) =>
        {
            var decided = RotationDecision.Decide(stored, token, now, policy);
            return decided.Outcome is RotationOutcome.Unknown or RotationOutcome.Dead or RotationOutcome.Forged
                ? decided
                : change(decided, new Case(stored!.Session.Rotation, token, now, policy));
        };

    /// <summary>Decides about sessions that are over for that reason as if they were not.</summary>
    public static Func<StoredSession?, RefreshToken, DateTimeOffset, SessionPolicy, RotationDecision> Ignoring(SessionEnd end) =>
        (stored, token, now, policy) =>
        {
            var decided = RotationDecision.Decide(stored, token, now, policy);
            return decided.End == end
                ? RotationDecision.Decide(stored!.Session.Rotation, token.Generation, token.IssuedAt, now, policy, TimeSpan.MaxValue)
                : decided;
        };

    public static RotationDecision RepeatWithCookie(RotationDecision decided, Case presented) =>
        decided.Outcome is RotationOutcome.AccessOnly && presented.Generation == presented.Row.Issued
            ? decided with { Outcome = RotationOutcome.Converge }
            : decided;

    public static RotationDecision RepeatWithNewest(RotationDecision decided, Case presented) =>
        decided.Outcome is RotationOutcome.AccessOnly
            ? decided with { Outcome = RotationOutcome.Converge, Generation = presented.Row.Issued }
            : decided;

    public static RotationDecision OnlyNewest(RotationDecision decided, Case presented) =>
        decided.Outcome is RotationOutcome.AccessOnly && presented.Generation < presented.Row.Issued ? Reuse(presented) : decided;

    public static RotationDecision ForwardAccepts(RotationDecision decided, Case presented) =>
        decided.Outcome is RotationOutcome.FastForward ? Accept(RotationOutcome.Recover, presented) : decided;

    public static RotationDecision ForwardAtOnce(RotationDecision decided, Case presented) =>
        decided.Outcome is RotationOutcome.FastForward
        && (presented.Row.RotatedAt is not { } at || presented.Now - at > presented.Policy.SettlingTime)
            ? Accept(RotationOutcome.Rotate, presented)
            : decided;

    public static RotationDecision ConfirmNewest(RotationDecision decided, Case presented) =>
        presented.Row.Confirmed < presented.Row.Issued ? RecoverThoughConfirmed(decided, presented) : decided;

    public static RotationDecision PresentedAtOnce(RotationDecision decided, Case presented) =>
        decided.Outcome is RotationOutcome.AccessOnly && !presented.Row.IsConfirmed
            ? decided with { Next = presented.Row with { Confirmed = presented.Generation } }
            : decided;

    public static RotationDecision PresentedNever(RotationDecision decided, Case presented) =>
        decided.Outcome is RotationOutcome.AccessOnly ? decided with { Next = presented.Row } : decided;

    public static RotationDecision NoRecovery(RotationDecision decided, Case presented) =>
        decided.Outcome is RotationOutcome.Recover ? Reuse(presented) : decided;

    public static RotationDecision ConvergeForever(RotationDecision decided, Case presented) =>
        presented.Generation == presented.Row.Used && decided.Outcome is RotationOutcome.Recover or RotationOutcome.Reuse
            ? new(RotationOutcome.Converge, presented.Row.Issued, presented.Row)
            : decided;

    public static RotationDecision RecoverWithIssued(RotationDecision decided, Case presented) =>
        decided.Outcome is RotationOutcome.Recover
            ? new(RotationOutcome.Recover, presented.Row.Issued, presented.Row with { RotatedAt = decided.Next.RotatedAt })
            : decided;

    public static RotationDecision RecoverKillsEarlier(RotationDecision decided, Case presented) =>
        decided.Outcome is RotationOutcome.Recover ? decided with { Next = decided.Next with { Base = presented.Row.Issued } } : decided;

    public static RotationDecision RecoverUnsettled(RotationDecision decided, Case presented) =>
        decided.Outcome is RotationOutcome.Recover ? decided with { Next = decided.Next with { RotatedAt = presented.Row.RotatedAt } } : decided;

    public static RotationDecision RecoverThoughConfirmed(RotationDecision decided, Case presented) =>
        decided.Outcome is RotationOutcome.Reuse && presented.Generation == presented.Row.Used
            ? new(RotationOutcome.Recover, presented.Row.Issued + 1, presented.Row with { Issued = presented.Row.Issued + 1, RotatedAt = presented.Now })
            : decided;

    public static RotationDecision DeadGenerationsConverge(RotationDecision decided, Case presented) =>
        decided.Outcome is RotationOutcome.Reuse && presented.Generation != presented.Row.Used
            ? new(RotationOutcome.Converge, presented.Row.Issued, presented.Row)
            : decided;

    private static RotationDecision Reuse(Case presented) => new(RotationOutcome.Reuse, 0, presented.Row);

    private static RotationDecision Accept(RotationOutcome outcome, Case presented)
    {
        var g = presented.Generation;
        return new(outcome, g + 1, presented.Row with { Used = g, Base = g, Issued = g + 1, RotatedAt = presented.Now });
    }
}
