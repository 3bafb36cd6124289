namespace Tandem.Lockout;

/// <summary>
/// The counter of one address. An attempt is reserved before its password is evaluated, so that parallel guesses cannot outrun it.
/// </summary>
/// <param name="Attempts">Attempts reserved in the window.</param>
/// <param name="WindowStart">When the first of them was reserved.</param>
/// <param name="LockedUntil">End of the lock, or null.</param>
public sealed record SignInCounter(int Attempts, DateTimeOffset WindowStart, DateTimeOffset? LockedUntil)
{
    /// <summary>
    /// Reserves an attempt, or finds the address locked. Attempts while locked do not extend the lock. They are noted all the same,
    /// without effect: a refusal that wrote nothing would not wait for the disk, and its time would tell that the address is locked.
    /// </summary>
    public static (SignInCounter Next, SignInAttempt Attempt) Reserve(SignInCounter? counter, DateTimeOffset now, LockoutPolicy policy)
    {
        if (counter is null || counter.IsOver(now, policy))
            return (new SignInCounter(1, now, null), new SignInAttempt(1));
        if (counter.LockedUntil is not null)
            return (counter with { Attempts = counter.Attempts < int.MaxValue ? counter.Attempts + 1 : policy.MaxFailures }, SignInAttempt.Locked);
        if (counter.Attempts >= policy.MaxFailures)
            return (counter, SignInAttempt.Locked);
        return (counter with { Attempts = counter.Attempts + 1 }, new SignInAttempt(counter.Attempts + 1));
    }

    /// <summary>Notes that a reserved attempt was wrong; the last of the window locks the address.</summary>
    public SignInCounter Fail(SignInAttempt attempt, DateTimeOffset now, LockoutPolicy policy) =>
        attempt.Number >= policy.MaxFailures && LockedUntil is null ? this with { LockedUntil = now + policy.Duration } : this;

    // A process that dies between reserving the last attempt and judging it leaves no lock, only a full window, which passes.
    private bool IsOver(DateTimeOffset now, LockoutPolicy policy) => now >= (LockedUntil ?? WindowStart + policy.Window);
}
