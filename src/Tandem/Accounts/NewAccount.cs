namespace Tandem.Accounts;

/// <summary>An account that is to be created.</summary>
/// <param name="Email">A valid address (<see cref="EmailAddress.IsValid"/>).</param>
/// <param name="DisplayName">The name to show, or null.</param>
/// <param name="Roles">Role names.</param>
/// <param name="EmailVerified">Whether the address is known to be its owner's.</param>
/// <param name="PasswordHash">PHC string, or null for an account without password.</param>
public sealed record NewAccount(string Email, string? DisplayName, IReadOnlyList<string> Roles, bool EmailVerified, string? PasswordHash)
{
    /// <summary>Says nothing of the hash.</summary>
    public override string ToString() => $"new account {Email}";
}
