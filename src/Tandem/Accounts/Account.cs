namespace Tandem.Accounts;

/// <summary>A person's account, without its credentials.</summary>
public sealed record Account
{
    /// <summary>Random identifier, the <c>sub</c> claim; never reassigned.</summary>
    public required Guid Id { get; init; }

    /// <summary>The address as its owner wrote it.</summary>
    public required string Email { get; init; }

    /// <summary>Whether the owner has proved to receive mail there.</summary>
    public required bool EmailVerified { get; init; }

    /// <summary>The name to show, or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Role names, as in the <c>roles</c> claim.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Whether it may sign in.</summary>
    public required AccountStatus Status { get; init; }

    /// <summary>
    /// Raised by every change that must take effect on tokens already handed out; an access token of an older epoch is refused.
    /// </summary>
    public required long Epoch { get; init; }

    /// <summary>Raised by whatever ends every session of the account: one that began at a lower value is over. Never above <see cref="Epoch"/>.</summary>
    internal long SessionEpoch { get; init; }

    /// <summary>
    /// The epoch after a change: the time in seconds, or one more than now. A database that lost its latest changes does not hand out an
    /// epoch again that tokens from before the loss have.
    /// </summary>
    internal long NextEpoch(DateTimeOffset at) => Math.Max(Epoch + 1, at.ToUnixTimeSeconds());

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Whether an account may sign in.</summary>
public enum AccountStatus
{
    /// <summary>It may.</summary>
    Active = 1,

    /// <summary>An administrator has disabled it: no sign-in, no refresh, no access token is accepted.</summary>
    Disabled = 2,
}

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

/// <summary>An account and what it signs in with.</summary>
/// <param name="Account">The account.</param>
/// <param name="PasswordHash">PHC string, or null when the account has no password.</param>
internal sealed record AccountCredentials(Account Account, string? PasswordHash);
