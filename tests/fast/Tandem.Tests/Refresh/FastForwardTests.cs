using Tandem.Refresh;
using Tandem.Sessions;

using static Tandem.Refresh.RotationOutcome;

namespace Tandem.Tests.Refresh;

/// <summary>A genuine token newer than the row: the database has lost commits.</summary>
public sealed class FastForwardTests
{
    private static readonly DateTimeOffset RotatedAt = new(2031, 5, 6, 7, 8, 9, 123, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = RotatedAt.AddHours(5);

    // As restored; generations up to 9 had been handed out before the loss.
    private static readonly RotationState Restored = new(Issued: 5, Base: 4, Used: 3, RotatedAt, Confirmed: 2);

    [Fact]
    public void A_token_newer_than_the_row_raises_the_row_and_is_answered_with_access_only()
    {
        var decision = Decide(Restored, 9, 0);

        Assert.Equal(new(FastForward, 9, Restored with { Issued = 9, RotatedAt = Later }), decision);
        Assert.False(decision.HandsOutRefreshToken);
    }

    [Fact]
    public void The_next_generation_is_already_newer()
    {
        Assert.Equal(FastForward, Decide(Restored, 6, 0).Outcome);
        Assert.Equal(Rotate, Decide(Restored, 5, 0).Outcome);
    }

    [Fact]
    public void A_session_that_lost_its_first_rotation_moves_forward_from_the_beginning()
    {
        Assert.Equal(new(FastForward, 2, new(2, 0, 0, Later, 0)), Decide(RotationState.Initial, 2, 0));
    }

    // Whatever lies between became a candidate by that: nobody knows which of them the client ended up with.
    [Theory]
    [InlineData(9, 0, AccessOnly, 9)]
    [InlineData(9, 59_999, AccessOnly, 9)]
    [InlineData(9, 60_000, AccessOnly, 9)]
    [InlineData(9, 60_001, Rotate, 10)]
    [InlineData(7, 0, AccessOnly, 7)]
    [InlineData(7, 59_999, AccessOnly, 7)]
    [InlineData(7, 60_000, AccessOnly, 7)]
    [InlineData(7, 60_001, Rotate, 10)]
    [InlineData(5, 60_000, AccessOnly, 5)]
    [InlineData(5, 60_001, Rotate, 10)]
    [InlineData(4, 0, Reuse, 0)]
    [InlineData(4, 60_001, Reuse, 0)]
    [InlineData(3, 29_999, Converge, 9)]
    [InlineData(3, 30_000, Converge, 9)]
    [InlineData(3, 30_001, Recover, 10)]
    [InlineData(2, 0, Reuse, 0)]
    [InlineData(2, 30_001, Reuse, 0)]
    [InlineData(10, 0, FastForward, 10)]
    [InlineData(10, 60_001, FastForward, 10)]
    internal void Afterwards_things_settle_anew(long generation, long age, RotationOutcome outcome, long answer)
    {
        var decision = Decide(Decide(Restored, 9, 0).Next, generation, age);

        Assert.Equal((outcome, answer), (decision.Outcome, decision.Generation));
    }

    [Fact]
    public void It_may_happen_again_before_things_have_settled_and_they_settle_anew()
    {
        var again = Decide(Decide(Restored, 7, 0).Next, 9, 60_000);

        Assert.Equal(new(FastForward, 9, Restored with { Issued = 9, RotatedAt = Later.AddMinutes(1) }), again);
        Assert.Equal(AccessOnly, Decide(again.Next, 7, 120_000).Outcome);
        Assert.Equal(Rotate, Decide(again.Next, 7, 120_001).Outcome);
    }

    [Fact]
    public void The_next_rotation_ends_what_was_passed_over()
    {
        var rotated = Decide(Decide(Restored, 9, 0).Next, 7, 60_001);

        Assert.Equal(new(Rotate, 10, new(Issued: 10, Base: 9, Used: 7, Later.AddMilliseconds(60_001), Confirmed: 2)), rotated);
        Assert.All([3L, 4, 5, 6, 8, 9], generation => Assert.Equal(Reuse, Decide(rotated.Next, generation, 60_001).Outcome));
    }

    [Theory]
    [InlineData(60_999, 2)]
    [InlineData(61_000, 2)]
    [InlineData(61_001, 9)]
    public void A_token_old_enough_confirms_itself(long tokenAge, long confirmed) =>
        Assert.Equal(confirmed, Decide(Restored, 9, 0, tokenAge).Next.Confirmed);

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(9)]
    public void A_confirmation_of_any_candidate_ends_the_recovery_but_not_the_leeway(long confirmed)
    {
        var row = Decide(Restored, 9, 0).Next with { Confirmed = confirmed };

        Assert.Equal(Converge, Decide(row, 3, 30_000).Outcome);
        Assert.Equal(Reuse, Decide(row, 3, 30_001).Outcome);
    }

    [Fact]
    public void The_time_of_the_rotation_does_not_go_back()
    {
        var ahead = Restored with { RotatedAt = Later.AddMinutes(2) };

        Assert.Equal(ahead with { Issued = 9 }, Decide(ahead, 9, 0).Next);
    }

    private static RotationDecision Decide(RotationState row, long generation, long milliseconds, long tokenAge = 0)
    {
        var now = Later.AddMilliseconds(milliseconds);
        return RotationDecision.Decide(
            row, generation, now.AddMilliseconds(-tokenAge), now, new SessionPolicy(), TimeSpan.FromDays(7));
    }
}
