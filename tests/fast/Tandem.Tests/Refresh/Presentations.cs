using FsCheck;
using FsCheck.Fluent;

using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Tests.Refresh;

/// <summary>A policy, and what is presented to one session when: used, replayed, restored; with a clock that steps back.</summary>
/// <param name="Policy">Windows in force.</param>
/// <param name="Steps">What is presented, in order.</param>
internal sealed record Presentations(SessionPolicy Policy, PresentationStep[] Steps)
{
    private static readonly DateTimeOffset Start = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private static readonly SessionPolicy[] Policies =
    [
        new(),
        new() { RecoveryWindow = TimeSpan.FromMinutes(10) },
        new() { RecoveryWindow = TimeSpan.Zero },
        new() { Leeway = TimeSpan.Zero },
        new() { Leeway = TimeSpan.Zero, RecoveryWindow = TimeSpan.Zero },
        new() { Leeway = TimeSpan.FromMilliseconds(1) },
    ];

    // The limits of the windows of 30 seconds and of a millisecond, and steps back.
    private static readonly long[] Pauses =
        [0, 0, 0, 1, 2, 3, 10_000, 29_999, 30_000, 30_001, 59_999, 60_000, 60_001, 600_001, 604_800_001, -1, -30_000, -3_600_000];

    // What a token of that age confirms changes with the last two.
    private static readonly long[] TokenAges = [0, 0, 0, 60_999, 61_000, 61_001, 600_000];

    public static Arbitrary<Presentations> Any { get; } = Arb.From(
        from policy in Gen.Elements(Policies)
        from steps in Gen.ArrayOf(Step())
        select new Presentations(policy, steps),
        Shorter);

    /// <summary>Decides one presentation after the other; a session that is revoked by one stays at its row.</summary>
    public IEnumerable<DecidedPresentation> Play()
    {
        var row = RotationState.Initial;
        var now = Start;
        foreach (var step in Steps)
        {
            now = now.AddMilliseconds(step.Pause);
            var generation = Math.Max(1, row.Issued + step.FromIssued);
            var issuedAt = now.AddMilliseconds(-step.TokenAge);
            var decision = RotationDecision.Decide(row, generation, issuedAt, now, Policy, Policy.IdleLifetime);
            yield return new(row, generation, issuedAt, now, decision);
            row = step.Confirms ? decision.Next with { Confirmed = decision.Next.Issued } : decision.Next;
        }
    }

    private static Gen<PresentationStep> Step() =>
        from pause in Gen.Elements(Pauses)
        from fromIssued in Gen.Frequency((20, Gen.Choose(-1, 0)), (5, Gen.Choose(-6, -2)), (1, Gen.Choose(1, 5)))
        from tokenAge in Gen.Elements(TokenAges)
        from confirms in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new PresentationStep(pause, fromIssued, tokenAge, confirms);

    private static IEnumerable<Presentations> Shorter(Presentations history) =>
        Enumerable.Range(0, history.Steps.Length).Select(left => history with { Steps = [.. history.Steps.Where((_, at) => at != left)] });
}
