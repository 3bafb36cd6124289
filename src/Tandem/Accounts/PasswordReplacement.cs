using Tandem.Lockout;

namespace Tandem.Accounts;

/// <summary>A new password hash for an account, and what it does to the account's sessions.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Hash">PHC string of the new password.</param>
/// <param name="Expected">The hash it replaces; null for whatever is there.</param>
/// <param name="Kept">The session that goes on; null when all end.</param>
/// <param name="Settled">The sign-in counter that is forgotten.</param>
public sealed record PasswordReplacement(Guid AccountId, string Hash, string? Expected, Guid? Kept, SignInKey Settled)
{
    /// <summary>Says nothing of the hashes.</summary>
    public override string ToString() => $"new password of account {AccountId}";
}
