namespace Tandem.Accounts;

/// <summary>An account and what it signs in with.</summary>
/// <param name="Account">The account.</param>
/// <param name="PasswordHash">PHC string, or null when the account has no password.</param>
public sealed record AccountCredentials(Account Account, string? PasswordHash);
