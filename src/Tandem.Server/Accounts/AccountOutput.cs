using System.Text.Json.Nodes;

using Tandem.Accounts;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Accounts;

/// <summary>Accounts as the commands show them.</summary>
internal static class AccountOutput
{
    public static JsonObject Describe(Account account) => new()
    {
        ["id"] = account.Id,
        ["email"] = account.Email,
        ["emailVerified"] = account.EmailVerified,
        ["displayName"] = account.DisplayName,
        ["roles"] = Output.Array(account.Roles),
        ["status"] = Output.Name(account.Status),
        ["createdAt"] = Output.Time(account.CreatedAt),
    };

    public static void WriteTable(IEnumerable<Account> accounts) => Output.WriteTable(
        ["EMAIL", "ROLES", "STATUS", "VERIFIED", "ID"],
        accounts.Select(account => (IReadOnlyList<string>)
        [
            account.Email, string.Join(",", account.Roles), Output.Name(account.Status), account.EmailVerified ? "yes" : "no", account.Id.ToString(),
        ]));
}
