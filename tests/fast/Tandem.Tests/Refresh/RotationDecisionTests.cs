using Tandem.Refresh;
using Tandem.Sessions;

using static Tandem.Refresh.RotationOutcome;

namespace Tandem.Tests.Refresh;

/// <summary>Every case of the decision for a living session, at its limits. Times are milliseconds after the last rotation.</summary>
public sealed class RotationDecisionTests
{
    private const long Week = 7L * 24 * 60 * 60 * 1000;

    private static readonly DateTimeOffset RotatedAt = new(2031, 5, 6, 7, 8, 9, 123, TimeSpan.Zero);

    // Generation 3 was accepted, its answer 4 was lost once, so 4 and 5 are candidates.
    private static readonly RotationState TwoCandidates = new(Issued: 5, Base: 3, Used: 3, RotatedAt, Confirmed: 0);

    // Generation 4 was accepted while 4 and 5 were candidates: 5 has lost.
    private static readonly RotationState LostCandidate = new(Issued: 6, Base: 5, Used: 4, RotatedAt, Confirmed: 0);

    [Theory]
    [InlineData(5, -1, AccessOnly, 5)]
    [InlineData(5, 0, AccessOnly, 5)]
    [InlineData(5, 29_999, AccessOnly, 5)]
    [InlineData(5, 30_000, AccessOnly, 5)]
    [InlineData(5, 30_001, AccessOnly, 5)]
    [InlineData(5, 59_999, AccessOnly, 5)]
    [InlineData(5, 60_000, AccessOnly, 5)]
    [InlineData(5, 60_001, Rotate, 6)]
    [InlineData(5, Week + 1, Rotate, 6)]
    [InlineData(4, -1, AccessOnly, 4)]
    [InlineData(4, 0, AccessOnly, 4)]
    [InlineData(4, 59_999, AccessOnly, 4)]
    [InlineData(4, 60_000, AccessOnly, 4)]
    [InlineData(4, 60_001, Rotate, 6)]
    [InlineData(3, -1, Converge, 5)]
    [InlineData(3, 0, Converge, 5)]
    [InlineData(3, 29_999, Converge, 5)]
    [InlineData(3, 30_000, Converge, 5)]
    [InlineData(3, 30_001, Recover, 6)]
    [InlineData(3, Week - 1, Recover, 6)]
    [InlineData(3, Week, Recover, 6)]
    [InlineData(3, Week + 1, Reuse, 0)]
    [InlineData(2, -1, Reuse, 0)]
    [InlineData(2, 0, Reuse, 0)]
    [InlineData(2, 1_000, Reuse, 0)]
    [InlineData(2, 60_001, Reuse, 0)]
    [InlineData(1, 0, Reuse, 0)]
    internal void A_presentation_means(long generation, long age, RotationOutcome outcome, long answer)
    {
        var decision = Decide(TwoCandidates, generation, age);

        Assert.Equal((outcome, answer), (decision.Outcome, decision.Generation));
        Assert.Null(decision.End);
    }

    // V7, security requirement "clock jump": the row was written before the clock was set back.
    [Theory]
    [InlineData(3, -30_000, Converge, 5)]
    [InlineData(3, -30_001, Converge, 5)]
    [InlineData(3, -Week, Converge, 5)]
    [InlineData(5, -Week, AccessOnly, 5)]
    [InlineData(4, -Week, AccessOnly, 4)]
    [InlineData(2, -Week, Reuse, 0)]
    internal void A_rotation_that_lies_ahead_hands_out_no_new_generation(long generation, long age, RotationOutcome outcome, long answer)
    {
        var decision = Decide(TwoCandidates, generation, age);

        Assert.Equal((outcome, answer), (decision.Outcome, decision.Generation));
        Assert.Equal(TwoCandidates, decision.Next);
    }

    // V7
    [Theory]
    [InlineData(4, -29_999, Converge)]
    [InlineData(4, -30_000, Converge)]
    [InlineData(4, -30_001, Reuse)]
    [InlineData(5, -30_000, Converge)]
    [InlineData(5, -30_001, Reuse)]
    [InlineData(5, -Week, Reuse)]
    internal void A_replaced_token_is_not_revived_by_a_clock_that_was_set_back(long confirmed, long age, RotationOutcome outcome) =>
        Assert.Equal(outcome, Decide(TwoCandidates with { Confirmed = confirmed }, 3, age).Outcome);

    [Theory]
    [InlineData(0)]
    [InlineData(30_001)]
    [InlineData(60_001)]
    public void A_candidate_that_lost_is_reuse_at_any_time(long age) =>
        Assert.Equal(Reuse, Decide(LostCandidate, 5, age).Outcome);

    [Fact]
    public void The_first_presentation_of_a_session_rotates()
    {
        var decision = Decide(RotationState.Initial, 1, 0);

        Assert.Equal(new(Rotate, 2, new(2, 1, 1, RotatedAt, 0)), decision);
    }

    [Fact]
    public void A_rotation_makes_all_other_candidates_losers()
    {
        var decision = Decide(TwoCandidates, 4, 60_001);

        Assert.Equal(new(Issued: 6, Base: 5, Used: 4, RotatedAt.AddMilliseconds(60_001), Confirmed: 0), decision.Next);
    }

    [Fact]
    public void A_recovery_adds_a_candidate_and_keeps_the_earlier_ones()
    {
        var decision = Decide(TwoCandidates, 3, 30_001);

        Assert.Equal(TwoCandidates with { Issued = 6, RotatedAt = RotatedAt.AddMilliseconds(30_001) }, decision.Next);
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(5, 60_000)]
    [InlineData(4, 0)]
    [InlineData(3, 0)]
    [InlineData(2, 0)]
    public void Access_only_converging_and_reuse_write_nothing(long generation, long age) =>
        Assert.Equal(TwoCandidates, Decide(TwoCandidates, generation, age).Next);

    // Twice the leeway, and a second that the whole seconds of a token may hide.
    [Theory]
    [InlineData(5, 60_000, 0)]
    [InlineData(5, 60_999, 0)]
    [InlineData(5, 61_000, 0)]
    [InlineData(5, 61_001, 5)]
    [InlineData(5, Week, 5)]
    [InlineData(4, 61_000, 0)]
    [InlineData(4, 61_001, 4)]
    [InlineData(4, -1, 0)]
    public void A_candidate_presented_while_things_settle_is_confirmed_if_its_token_is_old_enough(
        long generation, long tokenAge, long confirmed)
    {
        foreach (var age in (long[])[0, 30_000, 60_000])
        {
            var decision = Decide(TwoCandidates, generation, age, tokenAge: tokenAge);

            Assert.Equal(new(AccessOnly, generation, TwoCandidates with { Confirmed = confirmed }), decision);
        }
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(3, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    public void Presenting_confirms_only_where_no_candidate_is_confirmed_yet(long confirmed, long afterwards)
    {
        var row = TwoCandidates with { Confirmed = confirmed };

        Assert.Equal(row with { Confirmed = afterwards }, Decide(row, 4, 0, tokenAge: 61_001).Next);
    }

    [Theory]
    [InlineData(5, 60_001, Rotate)]
    [InlineData(3, 30_000, Converge)]
    [InlineData(3, 30_001, Recover)]
    [InlineData(2, 0, Reuse)]
    internal void No_other_presentation_confirms_however_old_its_token(long generation, long age, RotationOutcome outcome)
    {
        var decision = Decide(TwoCandidates, generation, age, tokenAge: Week);

        Assert.Equal((outcome, 0L), (decision.Outcome, decision.Next.Confirmed));
    }

    [Fact]
    public void A_candidate_that_was_presented_late_ends_the_recovery_of_its_predecessor()
    {
        var presented = Decide(TwoCandidates, 4, 30_000, tokenAge: 61_001).Next;

        Assert.Equal(Converge, Decide(presented, 3, 30_000).Outcome);
        Assert.Equal(Reuse, Decide(presented, 3, 30_001).Outcome);
    }

    // Generation 3 is confirmed from before it was accepted: that says nothing of its successors.
    [Theory]
    [InlineData(3, 29_999, Converge)]
    [InlineData(3, 30_000, Converge)]
    [InlineData(3, 30_001, Recover)]
    [InlineData(4, 29_999, Converge)]
    [InlineData(4, 30_000, Converge)]
    [InlineData(4, 30_001, Reuse)]
    [InlineData(5, 29_999, Converge)]
    [InlineData(5, 30_000, Converge)]
    [InlineData(5, 30_001, Reuse)]
    internal void Once_any_candidate_is_confirmed_a_predecessor_only_converges(long confirmed, long age, RotationOutcome outcome) =>
        Assert.Equal(outcome, Decide(TwoCandidates with { Confirmed = confirmed }, 3, age).Outcome);

    [Theory]
    [InlineData(599_999, Recover)]
    [InlineData(600_000, Recover)]
    [InlineData(600_001, Reuse)]
    internal void A_recovery_window_ends_when_it_is_configured_to(long age, RotationOutcome outcome)
    {
        var policy = new SessionPolicy { RecoveryWindow = TimeSpan.FromMinutes(10) };

        Assert.Equal(outcome, Decide(TwoCandidates, 3, age, policy).Outcome);
    }

    [Theory]
    [InlineData(3_599_999, Recover)]
    [InlineData(3_600_000, Recover)]
    [InlineData(3_600_001, Reuse)]
    internal void Without_a_recovery_window_the_sessions_own_idle_lifetime_counts(long age, RotationOutcome outcome)
    {
        var now = RotatedAt.AddMilliseconds(age);
        var decision = RotationDecision.Decide(TwoCandidates, 3, now, now, new SessionPolicy(), idleLifetime: TimeSpan.FromHours(1));

        Assert.Equal(outcome, decision.Outcome);
    }

    [Theory]
    [InlineData(29_999, Converge)]
    [InlineData(30_000, Converge)]
    [InlineData(30_001, Reuse)]
    internal void A_recovery_window_of_zero_leaves_only_the_leeway(long age, RotationOutcome outcome)
    {
        var policy = new SessionPolicy { RecoveryWindow = TimeSpan.Zero };

        Assert.Equal(outcome, Decide(TwoCandidates, 3, age, policy).Outcome);
    }

    [Theory]
    [InlineData(Rotate, true)]
    [InlineData(Converge, true)]
    [InlineData(Recover, true)]
    [InlineData(FastForward, false)]
    [InlineData(AccessOnly, false)]
    [InlineData(Reuse, false)]
    [InlineData(Dead, false)]
    [InlineData(Unknown, false)]
    [InlineData(Forged, false)]
    internal void A_refresh_token_is_handed_out_by(RotationOutcome outcome, bool handsOut) =>
        Assert.Equal(handsOut, new RotationDecision(outcome, 1, TwoCandidates).HandsOutRefreshToken);

    private static RotationDecision Decide(
        RotationState row, long generation, long age, SessionPolicy? policy = null, long tokenAge = 0)
    {
        var now = RotatedAt.AddMilliseconds(age);
        return RotationDecision.Decide(
            row, generation, now.AddMilliseconds(-tokenAge), now, policy ?? new SessionPolicy(), TimeSpan.FromDays(7));
    }
}
