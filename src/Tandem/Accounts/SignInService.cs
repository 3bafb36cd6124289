using System.Security.Cryptography;

using Tandem.Accounts.Passwords;
using Tandem.Events;
using Tandem.Sessions;
using Tandem.Storage;
using Tandem.Time;

namespace Tandem.Accounts;

/// <summary>
/// Signs in with a password. An unknown address, a wrong password, a locked and a disabled account end alike and cost alike: one
/// place in the hashing queue, one reserved attempt, one read, one evaluation, one event.
/// </summary>
public sealed class SignInService(
    IAccountStore accounts, ISignInStore signIns, PasswordHasher hasher, SessionService sessions, LockoutPolicy lockout, InstallationClock clock)
{
    private static readonly string[] ByPassword = ["pwd"];

    // Each means that the account was changed while its password was being judged.
    private const int MaximumAttempts = 4;

    /// <summary>A new session, or null when the credentials are not accepted, for whatever reason.</summary>
    /// <exception cref="HashingBusyException">Too many passwords are waiting; nothing was counted.</exception>
    /// <exception cref="StorageUnavailableException">The store could not answer.</exception>
    public async Task<SessionGrant?> SignInAsync(SignInRequest request, Caller caller, CancellationToken cancellation)
    {
        var email = EmailAddress.Canonicalize(request.Email);
        var key = SignInKey.ForEmail(email);
        try
        {
            using var slot = await hasher.AcquireAsync(cancellation);
            // From here on nothing is cancelled: a caller that hangs up must not get an evaluation that is neither counted nor told.
            var attempt = await signIns.ReserveAsync(key, clock.UtcNow, lockout, CancellationToken.None);
            for (var round = 0; round < MaximumAttempts; round++)
            {
                var credentials = await accounts.FindByEmailAsync(email, CancellationToken.None);
                var failure = await EvaluateAsync(key, slot, request.Password, credentials, attempt);
                if (failure is not null)
                {
                    await FailAsync(key, attempt, credentials?.Account.Id, failure.Value, caller);
                    return null;
                }

                await RehashAsync(slot, request.Password, credentials!, caller);
                var start = new SessionStart(request.Delivery, request.Persistent, ByPassword, key);
                if (await sessions.StartAsync(credentials!.Account, start, caller, CancellationToken.None) is { } grant)
                    return grant;
            }

            throw new StorageUnavailableException($"The account of a sign-in changed {MaximumAttempts} times meanwhile.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(request.Password);
        }
    }

    private async Task<LoginFailure?> EvaluateAsync(
        SignInKey key, HashingSlot slot, byte[] password, AccountCredentials? credentials, SignInAttempt attempt)
    {
        try
        {
            return await JudgeAsync(slot, password, credentials, attempt);
        }
        catch (HashingBusyException)
        {
            await signIns.ReleaseAsync(key, attempt, CancellationToken.None);
            throw;
        }
    }

    private static async Task<LoginFailure?> JudgeAsync(
        HashingSlot slot, byte[] password, AccountCredentials? credentials, SignInAttempt attempt)
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

    private Task FailAsync(SignInKey key, SignInAttempt attempt, Guid? accountId, LoginFailure reason, Caller caller)
    {
        var now = clock.UtcNow;
        return signIns.FailAsync(
            key, attempt, now, lockout,
            new LoginFailed(accountId, reason) { At = now, Context = caller.Context },
            new AccountLocked(accountId, now + lockout.Duration) { At = now, Context = caller.Context },
            CancellationToken.None);
    }

    private async Task RehashAsync(HashingSlot slot, byte[] password, AccountCredentials credentials, Caller caller)
    {
        if (!hasher.Algorithms.NeedsRehash(credentials.PasswordHash!))
            return;
        var replacement = await slot.HashAsync(password);
        var reported = new PasswordRehashed(credentials.Account.Id) { At = clock.UtcNow, Context = caller.Context };
        await accounts.TryRehashAsync(credentials.Account.Id, credentials.PasswordHash!, replacement, reported, CancellationToken.None);
    }
}
