namespace Tandem.Lockout;

/// <summary>When an address is locked.</summary>
/// <param name="MaxFailures">Wrong passwords that are evaluated before the lock. Default 5.</param>
/// <param name="Window">How long failures are remembered, from the first one. Default 15 minutes.</param>
/// <param name="Duration">How long a lock lasts. Default 15 minutes.</param>
public sealed record LockoutPolicy(int MaxFailures, TimeSpan Window, TimeSpan Duration)
{
    /// <summary>5 failures in 15 minutes lock for 15 minutes.</summary>
    public static LockoutPolicy Default { get; } = new(5, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15));
}
