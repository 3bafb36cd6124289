using Tandem.SecurityEvents;

namespace Tandem.Lockout;

/// <summary>Counts sign-in attempts, exactly, for every node that shares the database.</summary>
internal interface ISignInStore
{
    /// <summary>Reserves an attempt before its password is evaluated (<see cref="SignInCounter.Reserve"/>).</summary>
    Task<SignInAttempt> ReserveAsync(SignInKey key, DateTimeOffset now, LockoutPolicy policy, CancellationToken cancellationToken);

    /// <summary>
    /// Notes a refused sign-in and writes its event; where the attempt is the one that locks the address, <paramref name="locked"/>
    /// as well. A locked attempt changes no counter.
    /// </summary>
    Task FailAsync(
        SignInKey key, SignInAttempt attempt, DateTimeOffset now, LockoutPolicy policy, SecurityEvent failed, SecurityEvent locked,
        CancellationToken cancellationToken);

    /// <summary>Gives a reserved attempt back: its password was never evaluated.</summary>
    Task ReleaseAsync(SignInKey key, SignInAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Forgets the attempts of an address; false when there were none.</summary>
    Task<bool> UnlockAsync(SignInKey key, SecurityEvent reported, CancellationToken cancellationToken);

    /// <summary>Removes up to <paramref name="limit"/> counters whose window and lock began before <paramref name="before"/>.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
