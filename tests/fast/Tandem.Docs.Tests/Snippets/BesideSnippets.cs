using System.Security.Claims;

using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore;
using Tandem.AspNetCore.AccessTokens;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>C# of <c>docs/guides/beside-existing-authentication.md</c>.</summary>
internal static class BesideSnippets
{
    public static void Default(WebApplicationBuilder builder)
    {
        #region the default scheme
        builder.Services.AddAuthentication(TandemBearer.Scheme);
        #endregion
    }

    public static void Endpoints(WebApplication app)
    {
        #region whose people
        app.MapGet("/reports", () => "for people of the default scheme").RequireAuthorization();
        app.MapGet("/orders", (ClaimsPrincipal user) => $"for people of Tandem: {user.AccountId()}").RequireAuthorization(TandemBearer.Policy);
        app.MapGet("/refunds", () => "for support, signed in with Tandem").RequireRole("support");
        #endregion
    }

    public static void Both(WebApplicationBuilder builder)
    {
        #region tokens of two issuers
        builder.AddTandem();
        builder.Services.AddTandemStorage();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = "https://login.example.org";
            options.Audience = "orders";
        });
        builder.Services.AddAuthorizationBuilder().AddPolicy("either", policy => policy
            .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme, TandemBearer.Scheme)
            .RequireAuthenticatedUser());
        #endregion
    }
}
