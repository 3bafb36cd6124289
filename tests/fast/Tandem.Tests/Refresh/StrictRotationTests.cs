using Tandem.Refresh;
using Tandem.Sessions;

using static Tandem.Refresh.RotationOutcome;

namespace Tandem.Tests.Refresh;

/// <summary>A leeway of zero switches the windows off, also within the millisecond of the rotation.</summary>
public sealed class StrictRotationTests
{
    private static readonly DateTimeOffset RotatedAt = new(2031, 5, 6, 7, 8, 9, 123, TimeSpan.Zero);
    private static readonly RotationState Row = new(Issued: 5, Base: 3, Used: 3, RotatedAt, Confirmed: 0);

    [Theory]
    [InlineData(5, -1, Rotate)]
    [InlineData(5, 0, Rotate)]
    [InlineData(5, 1, Rotate)]
    [InlineData(4, 0, Rotate)]
    [InlineData(3, -1, Recover)]
    [InlineData(3, 0, Recover)]
    [InlineData(3, 1, Recover)]
    [InlineData(2, 0, Reuse)]
    internal void Without_a_leeway_nothing_converges_or_is_answered_with_access_only(long generation, long age, RotationOutcome outcome) =>
        Assert.Equal(outcome, Decide(Row, generation, age, recoveryWindow: null).Outcome);

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Without_a_leeway_a_confirmation_ends_recovery_at_once(long confirmed) =>
        Assert.Equal(Reuse, Decide(Row with { Confirmed = confirmed }, 3, 0, recoveryWindow: null).Outcome);

    [Theory]
    [InlineData(5, -1, Rotate)]
    [InlineData(5, 0, Rotate)]
    [InlineData(4, 0, Rotate)]
    [InlineData(3, -1, Reuse)]
    [InlineData(3, 0, Reuse)]
    [InlineData(3, 1, Reuse)]
    [InlineData(2, 0, Reuse)]
    internal void Without_leeway_and_recovery_window_a_token_is_good_for_one_use(long generation, long age, RotationOutcome outcome) =>
        Assert.Equal(outcome, Decide(Row, generation, age, TimeSpan.Zero).Outcome);

    [Fact]
    public void A_fast_forward_opens_no_window_either()
    {
        var forwarded = Decide(Row, 9, 0, TimeSpan.Zero);

        Assert.Equal(new(Rotate, 10, new(Issued: 10, Base: 9, Used: 9, RotatedAt, Confirmed: 0)), forwarded);
        Assert.True(forwarded.HandsOutRefreshToken);
        Assert.All([3L, 5, 8, 9], generation => Assert.Equal(Reuse, Decide(forwarded.Next, generation, 0, TimeSpan.Zero).Outcome));
    }

    [Theory]
    [InlineData(5, Rotate)]
    [InlineData(3, Recover)]
    [InlineData(9, Rotate)]
    internal void The_time_of_the_rotation_does_not_go_back_when_the_clock_does(long generation, RotationOutcome outcome)
    {
        var decision = Decide(Row, generation, -1, recoveryWindow: null);

        Assert.Equal((outcome, RotatedAt), (decision.Outcome, decision.Next.RotatedAt));
    }

    private static RotationDecision Decide(RotationState row, long generation, long age, TimeSpan? recoveryWindow)
    {
        var policy = new SessionPolicy { Leeway = TimeSpan.Zero, RecoveryWindow = recoveryWindow };
        var now = RotatedAt.AddMilliseconds(age);
        return RotationDecision.Decide(row, generation, now.AddDays(-1), now, policy, TimeSpan.FromDays(7));
    }
}
