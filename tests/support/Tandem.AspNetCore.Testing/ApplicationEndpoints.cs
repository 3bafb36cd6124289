using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

using Tandem.AspNetCore.AccessTokens;

namespace Tandem.AspNetCore.Testing;

/// <summary>What the application itself answers, next to Tandem's endpoints.</summary>
public static class ApplicationEndpoints
{
    /// <summary>Anybody may read it.</summary>
    public const string Open = "/app/open";

    /// <summary>Only somebody signed in may read it.</summary>
    public const string Private = "/app/private";

    /// <summary>Only an administrator may write it; a body without <c>name</c> is 400 with this text in it.</summary>
    public const string Admin = "/app/admin";

    /// <summary>Fails.</summary>
    public const string Broken = "/app/broken";

    /// <summary>The page that single-page applications answer every other path with.</summary>
    public const string FallbackPage = "<!doctype html>the application";

    internal static void Map(WebApplication app, bool fallback)
    {
        app.MapGet(Open, () => "open");
        app.MapGet(Private, (HttpContext context) => context.User.AccountId().ToString()).RequireAuthorization();
        app.MapPost(Admin, async (HttpContext context) =>
        {
            var text = await new StreamReader(context.Request.Body).ReadToEndAsync();
            return text.Contains("\"name\"", StringComparison.Ordinal) ? Results.Ok() : Results.BadRequest("name is missing");
        }).RequireRole("admin");
        app.MapGet(Broken, (HttpContext context) =>
        {
            context.Response.ContentLength = 3;
            throw new InvalidOperationException("Secret detail of a fault.");
        });
        if (fallback)
            app.MapFallback(() => Results.Text(FallbackPage, "text/html"));
    }
}
