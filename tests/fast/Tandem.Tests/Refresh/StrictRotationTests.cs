using Tandem.Refresh;
using Tandem.Sessions;

using static Tandem.Refresh.RotationOutcome;

namespace Tandem.Tests.Refresh;

/// <summary>A leeway of zero switches the windows off, also within the millisecond of the rotation.</summary>
public sealed class StrictRotationTests
{
    private static readonly DateTimeOffset RotatedAt = new(2031, 5, 6, 7, 8, 9, 123, TimeSpan.Zero);
    private static readonly RotationState Row = new(Issued: 5, Base: 3, Used: 3, ConvergeFrom: 3, RotatedAt, Confirmed: 0);

    [Theory]
    [InlineData(5, 0, Rotate)]
    [InlineData(5, 1, Rotate)]
    [InlineData(4, 0, Rotate)]
    [InlineData(3, 0, Recover)]
    [InlineData(3, 1, Recover)]
    [InlineData(2, 0, Reuse)]
    internal void Without_a_leeway_nothing_converges_repeats_or_is_answered_with_access_only(
        long generation, long age, RotationOutcome outcome) =>
        Assert.Equal(outcome, Decide(generation, age, recoveryWindow: null));

    [Theory]
    [InlineData(5, -1, Rotate)]
    [InlineData(5, 0, Rotate)]
    [InlineData(4, 0, Rotate)]
    [InlineData(3, -1, Reuse)]
    [InlineData(3, 0, Reuse)]
    [InlineData(3, 1, Reuse)]
    [InlineData(2, 0, Reuse)]
    internal void Without_leeway_and_recovery_window_a_token_is_good_for_one_use(long generation, long age, RotationOutcome outcome) =>
        Assert.Equal(outcome, Decide(generation, age, TimeSpan.Zero));

    [Fact]
    public void A_fast_forward_opens_no_window_either()
    {
        var policy = new SessionPolicy { Leeway = TimeSpan.Zero, RecoveryWindow = TimeSpan.Zero };
        var forwarded = RotationDecision.Decide(Row, 9, RotatedAt, policy, TimeSpan.FromDays(7));

        Assert.Equal(FastForward, forwarded.Outcome);
        Assert.All([3L, 5, 8, 9], generation =>
            Assert.Equal(Reuse, RotationDecision.Decide(forwarded.Next, generation, RotatedAt, policy, TimeSpan.FromDays(7)).Outcome));
    }

    private static RotationOutcome Decide(long generation, long age, TimeSpan? recoveryWindow)
    {
        var policy = new SessionPolicy { Leeway = TimeSpan.Zero, RecoveryWindow = recoveryWindow };
        return RotationDecision.Decide(Row, generation, RotatedAt.AddMilliseconds(age), policy, TimeSpan.FromDays(7)).Outcome;
    }
}
