using System.Security.Cryptography;

using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.Platform;
using Tandem.Revocation;
using Tandem.SecurityEvents;

namespace Tandem.Passwords;

/// <summary>
/// Replaces passwords. Sessions that the old one began end, and every access token handed out before is refused, at once in this process
/// and within a second in others.
/// </summary>
internal sealed class PasswordService(
    IAccountStore accounts, PasswordCheck check, PasswordHasher hasher, DenySet denied, InstallationClock clock)
{
    /// <summary>
    /// An owner's change: needs the present password, counted like a sign-in (ASVS 6.2.3), and keeps the session that asks, whose next
    /// refresh brings a new access token. False when the present password is not accepted, for whatever reason.
    /// </summary>
    /// <exception cref="HashingBusyException">Too many passwords are waiting; nothing was counted.</exception>
    /// <exception cref="StorageUnavailableException">The store could not answer.</exception>
    public async Task<bool> ChangeAsync(PasswordChange change, Caller caller, CancellationToken cancellationToken)
    {
        try
        {
            if (await accounts.FindAsync(change.AccountId, cancellationToken) is not { } account)
                return false;
            using var slot = await hasher.AcquireAsync(cancellationToken);
            var email = EmailAddress.Canonicalize(account.Email);
            return await check.EvaluateAsync(slot, SignInKey.ForEmail(email), email, change.Present, async verdict =>
            {
                if (verdict.Failure is { } reason)
                {
                    var failed = new PasswordChangeFailed(account.Id, change.SessionId, reason) { At = clock.UtcNow, Context = caller.Context };
                    await check.FailAsync(verdict, failed, caller);
                    return false;
                }

                var replacement = new PasswordReplacement(
                    account.Id, await slot.HashAsync(change.Replacement), verdict.Credentials!.PasswordHash, change.SessionId, verdict.Key);
                return await ReplaceAsync(replacement, caller);
            });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(change.Present);
            CryptographicOperations.ZeroMemory(change.Replacement);
        }
    }

    /// <summary>
    /// A reset, by somebody who needs no password: ends every session of the account, and lifts a lock. False when the account is unknown.
    /// </summary>
    /// <exception cref="HashingBusyException">Too many passwords are waiting.</exception>
    /// <exception cref="StorageUnavailableException">The store could not answer.</exception>
    public async Task<bool> ResetAsync(Account account, byte[] password, Caller caller, CancellationToken cancellationToken)
    {
        try
        {
            using var slot = await hasher.AcquireAsync(cancellationToken);
            var key = SignInKey.ForEmail(EmailAddress.Canonicalize(account.Email));
            return await ReplaceAsync(new PasswordReplacement(account.Id, await slot.HashAsync(password), null, null, key), caller);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    private async Task<bool> ReplaceAsync(PasswordReplacement replacement, Caller caller)
    {
        var now = clock.UtcNow;
        var reported = new PasswordChanged(replacement.AccountId, replacement.Kept) { At = now, Context = caller.Context };
        if (await accounts.TryReplacePasswordAsync(replacement, reported, CancellationToken.None) is not { } epoch)
            return false;
        denied.AddAccount(replacement.AccountId, epoch, now);
        return true;
    }
}

/// <summary>An owner's wish for another password.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="SessionId">The session that asks; it goes on.</param>
/// <param name="Present">The present password's bytes, as received.</param>
/// <param name="Replacement">The new password's bytes, as received.</param>
internal sealed record PasswordChange(Guid AccountId, Guid SessionId, byte[] Present, byte[] Replacement)
{
    /// <summary>Neither password.</summary>
    public override string ToString() => $"password change of account {AccountId}";
}
