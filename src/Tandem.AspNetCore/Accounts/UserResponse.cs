using System.Text.Json.Serialization;

using Tandem.Accounts;
using Tandem.AspNetCore.Http.Bodies;

namespace Tandem.AspNetCore.Accounts;

/// <summary>What an account is told of itself.</summary>
internal sealed record UserResponse(Guid Id, string Email, bool EmailVerified, string? DisplayName, IReadOnlyList<string> Roles)
{
    public static UserResponse Of(Account account) => new(account.Id, account.Email, account.EmailVerified, account.DisplayName, account.Roles);
}

/// <summary>The bodies of this room.</summary>
[JsonSerializable(typeof(UserResponse))]
internal sealed partial class AccountsJson : JsonSerializerContext
{
    public static AccountsJson Bodies { get; } = new(TandemJson.Options());
}
