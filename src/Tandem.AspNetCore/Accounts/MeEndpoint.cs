using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.Accounts;

/// <summary>
/// <c>GET /api/me</c>: who is signed in, as stored rather than as the token says (<see cref="RecentAccounts"/>). The same is
/// below the base path, for pages whose proxy passes on nothing else.
/// </summary>
internal static class MeEndpoint
{
    public static void MapAtRoot(ResourceMapper routes) => Map(routes, "/api/me", "me");

    public static void MapUnderBase(ResourceMapper routes) => Map(routes, "/me", "me-below-base");

    private static void Map(ResourceMapper routes, string path, string name)
    {
        routes.MapAuthorized("GET", path, HandleAsync)
            .WithName(name).WithSummary("Who is signed in")
            .Answers<UserResponse>().Problems(ErrorCodes.AccessTokenMissing);
        routes.Only(path, "GET");
    }

    private static async Task HandleAsync(HttpContext context)
    {
        var accounts = context.RequestServices.GetRequiredService<RecentAccounts>();
        if (await accounts.FindAsync(context.AccessToken(), context.RequestAborted) is not { } json)
        {
            await Problem.WriteAsync(context, ErrorCodes.AccessTokenInvalid);
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        await context.Response.BodyWriter.WriteAsync(json, context.RequestAborted);
    }
}
