using Tandem.Accounts;

namespace Tandem.AspNetCore.Accounts;

/// <summary>What an account is told of itself.</summary>
internal sealed record UserResponse(Guid Id, string Email, bool EmailVerified, string? DisplayName, IReadOnlyList<string> Roles)
{
    public static UserResponse Of(Account account) => new(account.Id, account.Email, account.EmailVerified, account.DisplayName, account.Roles);
}
