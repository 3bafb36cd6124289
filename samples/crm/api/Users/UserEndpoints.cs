using Tandem.Accounts;
using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Problems;
using Tandem.SecurityEvents;

namespace Crm.Users;

/// <summary>The people who use the CRM: for administrators only.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/users").RequireRole("admin");
        users.MapGet("/", ListAsync);
        users.MapDelete("/{id:guid}", RemoveAsync);
    }

    private static async Task<IEnumerable<object>> ListAsync(AccountService accounts, CancellationToken cancellationToken)
    {
        var all = await accounts.ListAsync(after: null, limit: 200, cancellationToken);
        return all.Select(account => new
        {
            account.Id,
            account.Email,
            account.DisplayName,
            account.Roles,
            status = account.Status is AccountStatus.Active ? "active" : "disabled",
        });
    }

    /// <summary>Removes somebody: the account is disabled, its sessions end at once, its history stays.</summary>
    private static async Task<IResult> RemoveAsync(
        Guid id, AccountService accounts, HttpContext context, CancellationToken cancellationToken)
    {
        if (id == context.User.AccountId())
            return CrmProblems.Of(ErrorCodes.Conflict, "You cannot remove yourself.");
        if (await accounts.FindAsync(id, cancellationToken) is not { } account)
            return CrmProblems.Of(ErrorCodes.NotFound);
        await accounts.DisableAsync(account, Caller.Local, cancellationToken);
        return Results.NoContent();
    }
}
