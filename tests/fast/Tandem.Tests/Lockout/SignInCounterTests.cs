using Tandem.Lockout;

namespace Tandem.Tests.Lockout;

/// <summary>Attempts at a locked address. A9.</summary>
[Trait("requirement", "A9")]
public sealed class SignInCounterTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_936_000_000);
    private static readonly LockoutPolicy Policy = LockoutPolicy.Default;

    // A store writes a counter that changed. A refusal that wrote nothing did not wait for the disk, and was faster for it.
    [Theory]
    [InlineData(5)]
    [InlineData(int.MaxValue)]
    public void An_attempt_while_locked_is_written_like_any_other_and_changes_neither_the_lock_nor_its_end(int attempts)
    {
        var locked = new SignInCounter(attempts, Now, Now.AddMinutes(15));

        var (next, attempt) = SignInCounter.Reserve(locked, Now.AddMinutes(1), Policy);

        Assert.True(attempt.IsLocked);
        Assert.NotEqual(locked, next);
        Assert.Equal((locked.WindowStart, locked.LockedUntil), (next.WindowStart, next.LockedUntil));
        Assert.True(SignInCounter.Reserve(next, Now.AddMinutes(15).AddTicks(-1), Policy).Attempt.IsLocked);
        Assert.Equal(1, SignInCounter.Reserve(next, Now.AddMinutes(15), Policy).Attempt.Number);
    }
}
