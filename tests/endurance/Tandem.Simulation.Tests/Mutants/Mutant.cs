using Tandem.Refresh;
using Tandem.Sessions;
using Tandem.Simulation.Tests.Judging;

namespace Tandem.Simulation.Tests.Mutants;

/// <summary>The product's rules, one thing changed in each. The simulation must notice every one.</summary>
internal static class Mutant
{
    // Steps of generations that come too early would be noticed first; what they do to people is looked for.
    private static readonly Invariant[] Steps = [Invariant.I4OneStep];

    // Ends by administrators would be noticed first; a sign-out is looked for.
    private static readonly Invariant[] OtherEnds = [Invariant.I2DeadStaysDead];

    public static IReadOnlyList<Rules> All { get; } =
    [
        Deciding("repeat-with-cookie", Decisions.RepeatWithCookie),
        Deciding("repeat-with-newest", Decisions.RepeatWithNewest),
        Deciding("only-newest", Decisions.OnlyNewest),
        Deciding("forward-accepts", Decisions.ForwardAccepts) with { Muted = Steps },
        Deciding("forward-at-once", Decisions.ForwardAtOnce) with { Muted = Steps },
        Deciding("confirm-newest", Decisions.ConfirmNewest),
        Deciding("presented-at-once", Decisions.PresentedAtOnce),
        Deciding("presented-never", Decisions.PresentedNever),
        Deciding("nothing-confirms", Decisions.PresentedNever) with { ConfirmsNothing = true },
        Deciding("no-recovery", Decisions.NoRecovery),
        Deciding("converge-forever", Decisions.ConvergeForever),
        Deciding("recover-with-issued", Decisions.RecoverWithIssued),
        Deciding("recover-kills-earlier", Decisions.RecoverKillsEarlier),
        Deciding("recover-unsettled", Decisions.RecoverUnsettled) with { Muted = Steps },
        Deciding("recover-though-confirmed", Decisions.RecoverThoughConfirmed),
        Deciding("dead-generations-converge", Decisions.DeadGenerationsConverge),
        new() { Name = "settle-one-leeway", SettlingTime = static time => time / 2, Muted = Steps },
        new() { Name = "settle-never", SettlingTime = static _ => TimeSpan.Zero },
        new()
        {
            Name = "row-time-of-another-clock",
            Decide = static (stored, token, now, policy) => RotationDecision.Decide(stored, token, now + TimeSpan.FromSeconds(token.Generation % 2 * 20), policy),
        },
        new() { Name = "absolute-end-not-stored", NoAbsoluteEnd = true },
        new() { Name = "idle-end-ignored", Decide = Decisions.Ignoring(SessionEnd.Idle) },
        new() { Name = "seen-at-once", SeenAtOnce = true },
        new() { Name = "others-live", OthersLive = true },
        new() { Name = "rotates-predecessor", RotatesPredecessor = true },
        new() { Name = "skips-generation", SkipsGeneration = true },
        new() { Name = "rotates-revoked", RotatesRevoked = true },
        new() { Name = "rotates-forged", RotatesForged = true },
        new() { Name = "advances-blindly", AdvancesBlindly = true },
        new() { Name = "reuse-only-refuses", ReuseOnlyRefuses = true },
        new() { Name = "revocation-in-memory", RevokesInMemory = true, Muted = OtherEnds },
        new() { Name = "sign-out-before-commit", RevokesLater = true, Muted = OtherEnds },
        new() { Name = "epoch-stays", EpochStays = true },
        new() { Name = "sessions-stay-behind", SessionsStayBehind = true },
        new() { Name = "denies-late", DeniesLate = true },
        new() { Name = "feed-is-silent", FeedIsSilent = true },
    ];

    private static Rules Deciding(string name, Func<RotationDecision, Decisions.Case, RotationDecision> change) =>
        new() { Name = name, Decide = Decisions.Changed(change) };
}
