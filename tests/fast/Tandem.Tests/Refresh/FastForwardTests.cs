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
    private static readonly RotationState Restored = new(Issued: 5, Base: 4, Used: 3, ConvergeFrom: 3, RotatedAt, Confirmed: 2);

    [Fact]
    public void A_token_newer_than_the_row_moves_the_row_forward()
    {
        Assert.Equal(new(FastForward, 10, new(Issued: 10, Base: 9, Used: 9, ConvergeFrom: 3, Later, Confirmed: 2)), Decide(Restored, 9, 0));
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
        Assert.Equal(new(FastForward, 3, new(3, 2, 2, 0, Later, 0)), Decide(RotationState.Initial, 2, 0));
    }

    [Theory]
    [InlineData(10, 0, Repeat, 10)]
    [InlineData(9, 0, Converge, 10)]
    [InlineData(9, 30_000, Converge, 10)]
    [InlineData(9, 30_001, Recover, 11)]
    [InlineData(4, 0, Converge, 10)]
    [InlineData(4, 30_000, Converge, 10)]
    [InlineData(4, 30_001, Reuse, 0)]
    [InlineData(3, 30_000, Converge, 10)]
    [InlineData(3, 30_001, Reuse, 0)]
    [InlineData(2, 0, Reuse, 0)]
    [InlineData(2, 30_001, Reuse, 0)]
    internal void Afterwards_the_generations_passed_over_converge_within_the_leeway_and_only_the_one_presented_recovers_later(
        long generation, long age, RotationOutcome outcome, long answer)
    {
        var decision = Decide(Decide(Restored, 9, 0).Next, generation, age);

        Assert.Equal((outcome, answer), (decision.Outcome, decision.Generation));
    }

    [Fact]
    public void The_next_rotation_ends_what_was_passed_over()
    {
        var rotated = Decide(Decide(Restored, 9, 0).Next, 10, 60_001);

        Assert.Equal(Rotate, rotated.Outcome);
        Assert.All([3L, 4, 8, 9], generation => Assert.Equal(Reuse, Decide(rotated.Next, generation, 60_001).Outcome));
    }

    [Fact]
    public void A_confirmation_ends_the_recovery_but_not_the_leeway()
    {
        var confirmed = Decide(Restored, 9, 0).Next with { Confirmed = 10 };

        Assert.All([3L, 4, 9], generation => Assert.Equal(Converge, Decide(confirmed, generation, 30_000).Outcome));
        Assert.All([3L, 4, 9], generation => Assert.Equal(Reuse, Decide(confirmed, generation, 30_001).Outcome));
    }

    private static RotationDecision Decide(RotationState row, long generation, long milliseconds) =>
        RotationDecision.Decide(row, generation, Later.AddMilliseconds(milliseconds), new SessionPolicy(), TimeSpan.FromDays(7));
}
