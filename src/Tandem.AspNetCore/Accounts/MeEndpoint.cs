using Tandem.Accounts;
using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.Accounts;

/// <summary>
/// <c>GET /api/me</c>: who is signed in, as stored now rather than as the token says. The same is below the base path, for pages whose
/// proxy passes on nothing else.
/// </summary>
internal sealed class MeEndpoint(IAccountStore accounts) : IResource<MeEndpoint>
{
    public static void Map(ResourceRoutes<MeEndpoint> routes)
    {
        Map(routes.AtRoot, "/api/me", "me");
        Map(routes.UnderBase, "/me", "me-below-base");
    }

    private static void Map(ResourceMapper<MeEndpoint> routes, string path, string name)
    {
        routes.MapAuthorized("GET", path, endpoint => endpoint.HandleAsync)
            .WithName(name).WithSummary("Who is signed in")
            .Responds<UserResponse>().Problems(ErrorCodes.AccessTokenMissing);
        routes.Only(path, "GET");
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (await accounts.FindAsync(context.AccessToken().Subject, context.RequestAborted) is { } account)
            await context.Response.WriteAsJsonAsync(UserResponse.Of(account), AccountsJson.Bodies.UserResponse, cancellationToken: context.RequestAborted);
        else
            await Problem.WriteAsync(context, AccessTokenErrors.AccessTokenInvalid);
    }
}
