using FsCheck.Fluent;

using Tandem.Refresh;
using Tandem.Sessions;
using Tandem.Tests.Sessions;

namespace Tandem.Tests.Refresh;

/// <summary>What holds for every sequence of presentations whatsoever.</summary>
public sealed class RotationPropertyTests
{
    [Fact]
    public void The_row_stays_consistent() => HoldsAtEveryStep((_, step) =>
        Assert.True(step.Decision.Next.IsConsistent, step.ToString()));

    [Fact]
    public void No_counter_ever_decreases() => HoldsAtEveryStep((_, step) =>
    {
        var (before, after) = (step.Row, step.Decision.Next);
        Assert.True(before.Issued <= after.Issued, step.ToString());
        Assert.True(before.Base <= after.Base, step.ToString());
        Assert.True(before.Used <= after.Used, step.ToString());
        Assert.True(before.Confirmed <= after.Confirmed, step.ToString());
    });

    [Fact]
    public void The_time_of_the_rotation_never_goes_back_even_when_the_clock_does() => HoldsAtEveryStep((_, step) =>
        Assert.False(step.Decision.Next.RotatedAt < step.Row.RotatedAt, step.ToString()));

    [Fact]
    public void A_decision_hands_out_at_most_one_new_generation() => HoldsAtEveryStep((_, step) =>
    {
        var before = Math.Max(step.Row.Issued, step.Generation);
        if (step.Decision.Next.Issued != step.Row.Issued)
            Assert.InRange(step.Decision.Next.Issued - before, 0, 1);
    });

    [Fact]
    public void A_fast_forward_raises_the_row_to_the_token_and_settles_anew_but_accepts_nothing() => HoldsAtEveryStep((_, step) =>
    {
        if (step.Decision.Outcome is not RotationOutcome.FastForward)
            return;
        var (before, after) = (step.Row, step.Decision.Next);
        Assert.True(step.Generation > before.Issued, step.ToString());
        Assert.Equal((step.Generation, before.Base, before.Used), (after.Issued, after.Base, after.Used));
        Assert.True(after.RotatedAt >= step.Now, step.ToString());
        Assert.False(step.Decision.HandsOutRefreshToken, step.ToString());
    });

    [Fact]
    public void Only_an_unsettled_candidate_whose_token_was_kept_confirms_and_only_the_first() => HoldsAtEveryStep((policy, step) =>
    {
        if (step.Decision.Next.Confirmed == step.Row.Confirmed)
            return;
        Assert.True(step.Decision.Outcome is RotationOutcome.AccessOnly or RotationOutcome.FastForward, step.ToString());
        Assert.Equal(step.Generation, step.Decision.Next.Confirmed);
        Assert.False(step.Row.IsConfirmed, step.ToString());
        Assert.True(step.Now - step.IssuedAt > 2 * policy.Leeway + TimeSpan.FromSeconds(1), step.ToString());
    });

    [Fact]
    public void A_predecessor_recovers_only_within_the_recovery_window_and_while_no_candidate_is_confirmed() => HoldsAtEveryStep((policy, step) =>
    {
        if (step.Decision.Outcome is not RotationOutcome.Recover)
            return;
        Assert.False(step.Row.IsConfirmed, step.ToString());
        Assert.True(step.Now - step.Row.RotatedAt <= (policy.RecoveryWindow ?? policy.IdleLifetime), step.ToString());
    });

    [Fact]
    public void A_new_generation_is_handed_out_once_for_each_settled_presentation() => HoldsAtEveryStep((policy, step) =>
    {
        if (step.Decision.Next == step.Row || step.Row.RotatedAt is not { } rotatedAt)
            return;
        var window = step.Decision.Outcome switch
        {
            RotationOutcome.Rotate => policy.SettlingTime,
            RotationOutcome.Recover => policy.Leeway,
            _ => TimeSpan.MinValue,
        };
        Assert.True(policy.Leeway == TimeSpan.Zero || step.Now - rotatedAt > window, step.ToString());
    });

    [Fact]
    public void The_same_token_presented_again_at_once_gets_no_second_generation() => HoldsAtEveryStep((policy, step) =>
    {
        if (policy.Leeway == TimeSpan.Zero || step.Decision.Outcome is RotationOutcome.Reuse || step.Now < step.Row.RotatedAt)
            return;
        var again = RotationDecision.Decide(step.Decision.Next, step.Generation, step.IssuedAt, step.Now, policy, policy.IdleLifetime);
        Assert.Equal(step.Decision.Next, again.Next);
        Assert.NotEqual(RotationOutcome.Reuse, again.Outcome);
        if (step.Decision.HandsOutRefreshToken && again.HandsOutRefreshToken)
            Assert.Equal(step.Decision.Generation, again.Generation);
    });

    [Fact]
    public void An_answer_carries_the_latest_generation_or_none() => HoldsAtEveryStep((_, step) =>
    {
        var (outcome, generation, next, _) = step.Decision;
        if (step.Decision.HandsOutRefreshToken)
            Assert.Equal(next.Issued, generation);
        else
            Assert.Equal(outcome is RotationOutcome.AccessOnly or RotationOutcome.FastForward ? step.Generation : 0, generation);
    });

    [Fact]
    public void Only_rotating_recovering_and_fast_forwarding_write_more_than_a_confirmation() => HoldsAtEveryStep((_, step) =>
        Assert.Equal(
            step.Decision.Outcome is RotationOutcome.Rotate or RotationOutcome.Recover or RotationOutcome.FastForward,
            step.Decision.Next != step.Row with { Confirmed = step.Decision.Next.Confirmed }));

    [Fact]
    public void The_latest_generation_is_never_reuse() => HoldsAtEveryStep((_, step) =>
    {
        if (step.Generation >= step.Row.Issued)
            Assert.NotEqual(RotationOutcome.Reuse, step.Decision.Outcome);
    });

    [Fact]
    public void A_decision_depends_on_nothing_else() => HoldsAtEveryStep((policy, step) =>
        Assert.Equal(
            step.Decision, RotationDecision.Decide(step.Row, step.Generation, step.IssuedAt, step.Now, policy with { }, policy.IdleLifetime)));

    [Fact]
    public void Merging_a_row_with_its_own_past_leaves_it_as_it_is() => Properties.HoldsFor(Presentations.Any, 1_000, history =>
    {
        var rows = history.Play().Select(step => step.Decision.Next).ToArray();
        Assert.All(rows, earlier => Assert.Equal(rows[^1], Merge(earlier, rows[^1])));
    });

    [Fact]
    public void Rows_that_went_different_ways_merge_into_a_consistent_row_in_either_order() =>
        Properties.HoldsFor(Arb.From(Presentations.Any.Generator.Two()), 1_000, pair =>
        {
            var (one, other) = (Last(pair.Item1), Last(pair.Item2));

            Assert.True(Merge(one, other).IsConsistent);
            Assert.Equal(Merge(one, other), Merge(other, one));
        });

    [Fact]
    public void A_session_that_is_over_answers_no_generation() => Properties.HoldsFor(Presentations.Any, 1_000, history =>
    {
        foreach (var step in history.Play())
        {
            var session = StoredSessions.Session with { Rotation = step.Row, RevokedAt = step.Now, RevokedBecause = SessionEnd.Reused };
            var decision = RotationDecision.Decide(
                StoredSessions.Of(session), StoredSessions.Token(step.Generation), step.Now, history.Policy);

            Assert.Equal(new(RotationOutcome.Dead, 0, step.Row, SessionEnd.Reused), decision);
        }
    });

    [Fact]
    public void Random_histories_meet_every_outcome()
    {
        HashSet<RotationOutcome> met = [];
        HoldsAtEveryStep((_, step) => met.Add(step.Decision.Outcome));

        RotationOutcome[] elsewhere = [RotationOutcome.Unknown, RotationOutcome.Dead, RotationOutcome.Forged];
        Assert.Equal(Enum.GetValues<RotationOutcome>().Except(elsewhere), met.Order());
    }

    private static void HoldsAtEveryStep(Action<SessionPolicy, DecidedPresentation> assertion) =>
        Properties.HoldsFor(Presentations.Any, 2_000, history =>
        {
            foreach (var step in history.Play())
                assertion(history.Policy, step);
        });

    private static RotationState Last(Presentations history) =>
        history.Play().LastOrDefault()?.Decision.Next ?? RotationState.Initial;

    // Each column a register that only grows.
    private static RotationState Merge(RotationState a, RotationState b) => new(
        Math.Max(a.Issued, b.Issued),
        Math.Max(a.Base, b.Base),
        Math.Max(a.Used, b.Used),
        a.RotatedAt is null || b.RotatedAt > a.RotatedAt ? b.RotatedAt : a.RotatedAt,
        Math.Max(a.Confirmed, b.Confirmed));
}
