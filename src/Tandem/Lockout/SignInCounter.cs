using System.Security.Cryptography;
using System.Text;

namespace Tandem.Lockout;

/// <summary>
/// The counter of one address. An attempt is reserved before its password is evaluated, so that parallel guesses cannot outrun it.
/// </summary>
/// <param name="Attempts">Attempts reserved in the window.</param>
/// <param name="WindowStart">When the first of them was reserved.</param>
/// <param name="LockedUntil">End of the lock, or null.</param>
internal sealed record SignInCounter(int Attempts, DateTimeOffset WindowStart, DateTimeOffset? LockedUntil)
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

/// <summary>
/// What failed sign-ins are counted by: SHA-256 of the canonical address, whether or not anybody has it, so that a known and an
/// unknown address are treated, and take as long, alike; or a device that had been signed in before.
/// </summary>
internal readonly record struct SignInKey(string Value)
{
    private const string DevicePrefix = "device ";

    /// <summary>The key of an address in canonical form.</summary>
    public static SignInKey ForEmail(string canonicalEmail) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalEmail))));

    /// <summary>The key of a device that proved to have been signed in by a session's token.</summary>
    public static SignInKey ForDevice(Guid sessionId) => new($"{DevicePrefix}{sessionId:n}");

    /// <summary>Whether it is a device's.</summary>
    public bool IsDevice => Value.StartsWith(DevicePrefix, StringComparison.Ordinal);
}

/// <summary>A reserved attempt, or the word that none is left.</summary>
/// <param name="Number">Its place among the attempts of the window, from 1; 0 when the address is locked.</param>
internal readonly record struct SignInAttempt(int Number)
{
    /// <summary>No password may be evaluated now.</summary>
    public static SignInAttempt Locked { get; } = new(0);

    /// <summary>Whether the password must not be evaluated.</summary>
    public bool IsLocked => Number == 0;
}
