using Tandem.Lockout;
using Tandem.SecurityEvents;

namespace Tandem.Accounts;

/// <summary>
/// Accounts. Every change that matters to tokens raises the account's epoch in the same transaction, and its session epoch where it ends
/// sessions: no change takes longer for an account that has more of them.
/// </summary>
internal interface IAccountStore
{
    /// <summary>Stores a new account; false when its canonical address is taken.</summary>
    Task<bool> TryCreateAsync(Account account, string canonicalEmail, string? passwordHash, SecurityEvent reported, CancellationToken cancellationToken);

    /// <summary>An account, or null.</summary>
    Task<Account?> FindAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>An account and its password hash by canonical address, or null.</summary>
    Task<AccountCredentials?> FindByEmailAsync(string canonicalEmail, CancellationToken cancellationToken);

    /// <summary>All accounts in order of creation, after <paramref name="after"/>, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Account>> ListAsync(Account? after, int limit, CancellationToken cancellationToken);

    /// <summary>Replaces a password hash if it is still <paramref name="expected"/>; the epoch stays: the password did not change.</summary>
    Task<bool> TryRehashAsync(Guid accountId, string expected, string replacement, SecurityEvent reported, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a password: raises both epochs, which ends every session but the kept one, forgets the sign-in attempts
    /// and tells the revocation feed. Answers the new epoch; null when the account is unknown or has another hash than expected.
    /// </summary>
    Task<long?> TryReplacePasswordAsync(PasswordReplacement replacement, SecurityEvent reported, CancellationToken cancellationToken);

    /// <summary>
    /// Disables or enables an account. Disabling raises both epochs, which ends its sessions, and tells the revocation feed. False when the
    /// account is unknown; an account already in that state is left alone and answers true.
    /// </summary>
    Task<bool> SetStatusAsync(Guid accountId, AccountStatus status, SecurityEvent reported, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the roles, raises the epoch, and tells the revocation feed: sessions go on, access tokens
    /// handed out before do not. False when the account is unknown.
    /// </summary>
    Task<bool> SetRolesAsync(Guid accountId, IReadOnlyList<string> roles, SecurityEvent reported, CancellationToken cancellationToken);

    /// <summary>Distinct prefixes of stored password hashes, up to the second <c>$</c>, such as <c>argon2id</c>.</summary>
    Task<IReadOnlyList<string>> PasswordAlgorithmsAsync(CancellationToken cancellationToken);
}

/// <summary>A new password hash for an account, and what it does to the account's sessions.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Hash">PHC string of the new password.</param>
/// <param name="Expected">The hash it replaces; null for whatever is there.</param>
/// <param name="Kept">The session that goes on; null when all end.</param>
/// <param name="Settled">The sign-in counter that is forgotten.</param>
internal sealed record PasswordReplacement(Guid AccountId, string Hash, string? Expected, Guid? Kept, SignInKey Settled)
{
    /// <summary>Says nothing of the hashes.</summary>
    public override string ToString() => $"new password of account {AccountId}";
}
