using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.Passwords;

/// <summary>
/// Compares a password with an account's, counted: the attempt is reserved before the password is evaluated, and an unknown address, a
/// wrong password, a locked and a disabled account cost alike, one reservation, one read, one evaluation, one event. Whatever asks for a
/// password goes through here, so that no way around the counter exists.
/// </summary>
internal sealed class PasswordCheck(IAccountStore accounts, ISignInStore signIns, LockoutPolicy lockout, InstallationClock clock)
{
    /// <summary>
    /// Evaluates a password and acts on the verdict. From here on nothing is cancelled: a caller that hangs up must not get an evaluation that
    /// is neither counted nor told. An attempt that ends in a fault of the server is given back, so that a broken server locks nobody out;
    /// a password that was found wrong stays counted even then, or a fault would be a way to guess on.
    /// </summary>
    /// <exception cref="HashingBusyException">There is not enough memory at the moment; nothing was counted.</exception>
    /// <exception cref="StorageUnavailableException">The store could not answer.</exception>
    internal async Task<T> EvaluateAsync<T>(
        HashingSlot slot, SignInKey key, string canonicalEmail, ReadOnlyMemory<byte> password, Func<PasswordVerdict, Task<T>> act)
    {
        var attempt = await signIns.ReserveAsync(key, clock.UtcNow, lockout, CancellationToken.None);
        PasswordVerdict? verdict = null;
        try
        {
            var credentials = await accounts.FindByEmailAsync(canonicalEmail, CancellationToken.None);
            verdict = new PasswordVerdict(key, attempt, credentials, await JudgeAsync(slot, password, credentials, attempt));
            return await act(verdict);
        }
        catch when (verdict?.Failure is null)
        {
            await GiveBackAsync(key, attempt);
            throw;
        }
    }

    /// <summary>Gives an attempt back whose verdict came to nothing.</summary>
    internal Task GiveBackAsync(PasswordVerdict verdict) => GiveBackAsync(verdict.Key, verdict.Attempt);

    /// <summary>Notes that a password was not accepted; the last attempt of the window locks the address.</summary>
    /// <param name="verdict">The verdict, which has a failure.</param>
    /// <param name="failed">The event that says what it was asked for.</param>
    /// <param name="caller">Who asked.</param>
    internal Task FailAsync(PasswordVerdict verdict, SecurityEvent failed, Caller caller)
    {
        var now = clock.UtcNow;
        var locked = new AccountLocked(verdict.Credentials?.Account.Id, now + lockout.Duration, verdict.Key.IsDevice) { At = now, Context = caller.Context };
        return signIns.FailAsync(verdict.Key, verdict.Attempt, now, lockout, failed, locked, CancellationToken.None);
    }

    private async Task GiveBackAsync(SignInKey key, SignInAttempt attempt)
    {
        try
        {
            await signIns.ReleaseAsync(key, attempt, CancellationToken.None);
        }
        catch (StorageUnavailableException)
        {
            // The fault that is told is the first one. The attempt stays counted until its window ends.
        }
    }

    private static async Task<LoginFailure?> JudgeAsync(
        HashingSlot slot, ReadOnlyMemory<byte> password, AccountCredentials? credentials, SignInAttempt attempt)
    {
        if (attempt.IsLocked || credentials?.PasswordHash is not { } hash)
        {
            await slot.VerifyDummyAsync(password);
            return attempt.IsLocked ? LoginFailure.Locked : credentials is null ? LoginFailure.UnknownAccount : LoginFailure.NoPassword;
        }

        if (!await slot.VerifyAsync(hash, password))
            return LoginFailure.WrongPassword;
        return credentials.Account.Status is AccountStatus.Active ? null : LoginFailure.Disabled;
    }
}
