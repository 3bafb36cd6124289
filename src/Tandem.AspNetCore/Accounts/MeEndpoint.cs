using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.Accounts;

/// <summary>
/// <c>GET /api/me</c>: who is signed in, as stored rather than as the token says (<see cref="RecentAccounts"/>). The same is
/// below the base path, for pages whose proxy passes on nothing else.
/// </summary>
internal sealed class MeEndpoint(RecentAccounts accounts) : IResource<MeEndpoint>
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
        if (await accounts.FindAsync(context.AccessToken(), context.RequestAborted) is not { } json)
        {
            await Problem.WriteAsync(context, AccessTokenErrors.AccessTokenInvalid);
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        await context.Response.BodyWriter.WriteAsync(json, context.RequestAborted);
    }
}
