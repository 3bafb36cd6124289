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
public sealed class PasswordService
{
    private readonly IAccountStore accounts;
    private readonly PasswordCheck check;
    private readonly PasswordHasher hasher;
    private readonly DenySet denied;
    private readonly InstallationClock clock;

    internal PasswordService(IAccountStore accounts, PasswordCheck check, PasswordHasher hasher, DenySet denied, InstallationClock clock) =>
        (this.accounts, this.check, this.hasher, this.denied, this.clock) = (accounts, check, hasher, denied, clock);

    /// <summary>
    /// An owner's change: needs the present password, counted like a sign-in (ASVS 6.2.3). The session that asks goes on, with a new access
    /// token by its next refresh, or another one in its place. False when the present password is not accepted, for whatever reason.
    /// </summary>
    /// <exception cref="HashingBusyException">Too many passwords are waiting; nothing was counted.</exception>
    /// <exception cref="StorageUnavailableException">The store could not answer.</exception>
    internal async Task<bool> ChangeAsync(PasswordChange change, Caller caller, CancellationToken cancellationToken)
    {
        var refused = await DecideAsync(change, caller, cancellationToken);
        if (refused is { } evaluation)
            await check.PaceAsync(evaluation, cancellationToken);
        return refused is null;
    }

    // Null for a change that was made.
    private async Task<Evaluation?> DecideAsync(PasswordChange change, Caller caller, CancellationToken cancellationToken)
    {
        try
        {
            if (await accounts.FindAsync(change.AccountId, cancellationToken) is not { } account)
                return default(Evaluation);
            using var slot = await hasher.AcquireAsync(cancellationToken);
            var key = SignInKey.ForEmail(EmailAddress.Canonicalize(account.Email));
            return await check.EvaluateAsync<Evaluation?>(slot, key, account.Email, change.Present, async verdict =>
            {
                if (verdict.Failure is { } reason)
                {
                    var failed = new PasswordChangeFailed(account.Id, change.SessionId, reason) { At = clock.UtcNow, Context = caller.Context };
                    await check.FailAsync(verdict, failed, caller);
                    return verdict.Evaluation;
                }

                var hash = await slot.HashAsync(change.Replacement);
                var kept = change.Begin is { } begin ? await begin(verdict.Credentials!.Account) : change.SessionId;
                var replacement = new PasswordReplacement(account.Id, hash, verdict.Credentials!.PasswordHash, kept, verdict.Key);
                return await ReplaceAsync(replacement, change.SessionId, caller) ? null : verdict.Evaluation;
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
    /// <param name="account">The account.</param>
    /// <param name="password">The new password in UTF-8, which is overwritten with zeros. Its length is not judged here.</param>
    /// <param name="caller">Who resets it.</param>
    /// <param name="cancellationToken">Gives up while other passwords are evaluated.</param>
    /// <exception cref="HashingBusyException">Too many passwords are waiting.</exception>
    /// <exception cref="StorageUnavailableException">The store could not answer.</exception>
    public async Task<bool> ResetAsync(Account account, byte[] password, Caller caller, CancellationToken cancellationToken)
    {
        try
        {
            using var slot = await hasher.AcquireAsync(cancellationToken);
            var key = SignInKey.ForEmail(EmailAddress.Canonicalize(account.Email));
            return await ReplaceAsync(new PasswordReplacement(account.Id, await slot.HashAsync(password), null, null, key), null, caller);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    private async Task<bool> ReplaceAsync(PasswordReplacement replacement, Guid? asking, Caller caller)
    {
        var now = clock.UtcNow;
        var reported = new PasswordChanged(replacement.AccountId, asking) { At = now, Context = caller.Context };
        if (await accounts.TryReplacePasswordAsync(replacement, reported, CancellationToken.None) is not { } epoch)
            return false;
        denied.AddAccount(replacement.AccountId, epoch, now);
        return true;
    }
}

/// <summary>An owner's wish for another password.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="SessionId">The session that asks; it goes on, unless <see cref="Begin"/> puts another in its place.</param>
/// <param name="Present">The present password's bytes, as received.</param>
/// <param name="Replacement">The new password's bytes, as received.</param>
internal sealed record PasswordChange(Guid AccountId, Guid SessionId, byte[] Present, byte[] Replacement)
{
    /// <summary>Begins the session that takes the place of the asking one, once the present password was accepted; null to let that go on.</summary>
    public Func<Account, Task<Guid>>? Begin { get; init; }

    /// <summary>Neither password.</summary>
    public override string ToString() => $"password change of account {AccountId}";
}
