namespace Tandem.Accounts;

/// <summary>
/// The counter of one address. An attempt is reserved before its password is evaluated, so that parallel guesses cannot outrun it.
/// </summary>
/// <param name="Attempts">Attempts reserved in the window.</param>
/// <param name="WindowStart">When the first of them was reserved.</param>
/// <param name="LockedUntil">End of the lock, or null.</param>
public sealed record SignInCounter(int Attempts, DateTimeOffset WindowStart, DateTimeOffset? LockedUntil)
{
    /// <summary>Reserves an attempt, or finds the address locked; attempts while locked neither count nor extend the lock.</summary>
    public static (SignInCounter Next, SignInAttempt Attempt) Reserve(SignInCounter? counter, DateTimeOffset now, LockoutPolicy policy)
    {
        if (counter is null || counter.IsOver(now, policy))
            return (new SignInCounter(1, now, null), new SignInAttempt(1));
        if (counter.LockedUntil is not null || counter.Attempts >= policy.MaxFailures)
            return (counter, SignInAttempt.Locked);
        return (counter with { Attempts = counter.Attempts + 1 }, new SignInAttempt(counter.Attempts + 1));
    }

    /// <summary>Notes that a reserved attempt was wrong; the last of the window locks the address.</summary>
    public SignInCounter Fail(SignInAttempt attempt, DateTimeOffset now, LockoutPolicy policy) =>
        attempt.Number >= policy.MaxFailures && LockedUntil is null ? this with { LockedUntil = now + policy.Duration } : this;

    // A process that dies between reserving the last attempt and judging it leaves no lock, only a full window, which passes.
    private bool IsOver(DateTimeOffset now, LockoutPolicy policy) => now >= (LockedUntil ?? WindowStart + policy.Window);
}
