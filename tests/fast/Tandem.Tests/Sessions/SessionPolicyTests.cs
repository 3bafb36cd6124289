using Tandem.Sessions;

namespace Tandem.Tests.Sessions;

public sealed class SessionPolicyTests
{
    [Fact]
    public void By_default_a_session_ends_after_seven_idle_days_only()
    {
        var policy = new SessionPolicy();

        Assert.Equal(TimeSpan.FromDays(7), policy.IdleLifetime);
        Assert.Null(policy.AbsoluteLifetime);
        Assert.Equal(TimeSpan.FromSeconds(30), policy.Leeway);
        Assert.Null(policy.RecoveryWindow);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 60)]
    [InlineData(45, 90)]
    public void Things_settle_for_twice_the_leeway(int leeway, int settling) =>
        Assert.Equal(TimeSpan.FromSeconds(settling), new SessionPolicy { Leeway = TimeSpan.FromSeconds(leeway) }.SettlingTime);
}
