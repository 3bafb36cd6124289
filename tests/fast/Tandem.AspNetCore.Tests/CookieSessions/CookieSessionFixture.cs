using System.Security.Claims;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.CookieSessions;

namespace Tandem.AspNetCore.Tests.CookieSessions;

/// <summary>An application with pages: a sign-in form, and what only somebody signed in may see and do.</summary>
public sealed class CookieSessionFixture() : HostFixture(Settings())
{
    /// <summary>The form's address.</summary>
    public const string SignIn = "/signin";

    /// <summary>Shows a CSRF token to whoever is signed in.</summary>
    public const string Page = "/page";

    /// <summary>Writes for as long as somebody reads.</summary>
    public const string Stream = "/stream";

    public static TandemHostSettings Settings(params IEnumerable<(string Key, string Value)> configuration) => new()
    {
        Configuration = configuration.ToDictionary(pair => "Tandem:" + pair.Key, pair => (string?)pair.Value),
        Services = builder =>
        {
            builder.Services.AddTandemSession();
            FailingSessionStore.AddTo(builder);
        },
        Map = Map,
    };

    private static void Map(WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = static _ => Task.CompletedTask });
        app.MapTandem();
        app.MapPost(SignIn, async (HttpContext context, CookieSessionSignIn signIn) =>
        {
            var form = await context.Request.ReadFormAsync();
            var outcome = await signIn.SignInAsync(context, form["email"], form["password"], form["remember"] != "no");
            return outcome is SignInOutcome.SignedIn
                ? Results.LocalRedirect(ReturnUrl.OrHome(form["returnUrl"]))
                : Results.Text(outcome.ToString(), "text/html", statusCode: 422);
        }).AllowAnonymous();
        app.MapPost("/signout", async (HttpContext context, CookieSessionSignIn signIn) =>
            await signIn.SignOutAsync(context) ? Results.LocalRedirect(SignIn) : Results.LocalRedirect("/")).AllowAnonymous();
        app.MapGet("/signout", async (HttpContext context, CookieSessionSignIn signIn) => await signIn.SignOutAsync(context));
        app.MapGet(Page, (HttpContext context) => Results.Text(context.CsrfToken(), "text/html")).RequireAuthorization();
        app.MapMethods(Page, ["POST", "PUT", "PATCH", "DELETE"], () => "changed").RequireAuthorization();
        app.MapGet("/admin", () => "secret").RequireRole("admin");
        app.MapMethods("/public", ["GET", "POST"], (HttpContext context) => context.User.Identity!.IsAuthenticated ? "somebody" : "nobody");
        app.MapGet("/cached", (HttpContext context) => context.Response.Headers.CacheControl = "private, max-age=60").RequireAuthorization();
        app.MapGet("/claims", (ClaimsPrincipal user) => string.Join('\n', user.Claims.Select(claim => $"{claim.Type}={claim.Value}")))
            .RequireAuthorization();
        app.MapGet("/devices", (HttpContext context, OwnSessions own) => own.ListAsync(context)).RequireAuthorization();
        app.MapPost("/devices/{id:guid}/end", async (HttpContext context, OwnSessions own, Guid id) =>
            await own.EndAsync(context, id) ? Results.NoContent() : Results.NotFound()).RequireAuthorization();
        app.MapGet(Stream, WriteAsync).RequireAuthorization();
        app.MapPost("/devices/end-others", (HttpContext context, OwnSessions own) => own.EndOthersAsync(context)).RequireAuthorization();
    }

    private static async Task WriteAsync(HttpContext context)
    {
        await context.Response.WriteAsync("begins", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    }
}
