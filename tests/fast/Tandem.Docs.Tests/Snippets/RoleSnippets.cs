using System.Security.Claims;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore.AccessTokens;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>C# of <c>docs/guides/roles.md</c>.</summary>
internal static class RoleSnippets
{
    public static void OneOf(WebApplication app)
    {
        #region one of several roles
        app.MapDelete("/api/users/{id:guid}", (Guid id) => Results.NoContent()).RequireRole("admin");
        app.MapGet("/api/tickets", () => "Flat tyre").RequireRole("support", "admin");
        #endregion
    }

    public static void Group(WebApplication app)
    {
        #region a group of endpoints
        var api = app.MapGroup("/api").RequireAuthorization();
        api.MapGet("/orders", () => "Bicycle");
        api.MapGroup("/users").RequireRole("admin").MapGet("/", () => "Ada");
        #endregion
    }

    public static void Policy(WebApplicationBuilder builder, WebApplication app)
    {
        #region a policy of one's own
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy("refunds", policy => policy.RequireRole("support").RequireRole("finance"));

        app.MapPost("/api/refunds", () => Results.Accepted()).RequireAuthorization("refunds");
        #endregion
    }

    public static void WhoAsks(WebApplication app)
    {
        #region who asks
        app.MapGet("/api/orders/mine", (ClaimsPrincipal user) => new
        {
            owner = user.AccountId(),
            session = user.FindFirstValue(TandemBearer.SessionClaim),
            maySeeAll = user.IsInRole("admin"),
        }).RequireAuthorization();
        #endregion
    }
}
