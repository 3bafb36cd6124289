using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

using Tandem.AspNetCore.CookieSessions;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>C# of <c>docs/guides/server-rendered-pages.md</c>.</summary>
internal static class ServerRenderedPageSnippets
{
    public static void SignIn(WebApplication app)
    {
        #region sign in
        app.MapPost("/signin", async (HttpContext context, CookieSessionSignIn signIn) =>
        {
            var form = await context.Request.ReadFormAsync();
            var outcome = await signIn.SignInAsync(context, form["email"], form["password"], rememberMe: form["remember"] == "true");
            return outcome is SignInOutcome.SignedIn
                ? Results.LocalRedirect(ReturnUrl.OrHome(form["returnUrl"]))
                : Results.Redirect("/signin?failed=true");
        });
        #endregion
    }

    public static void SignOut(WebApplication app)
    {
        #region sign out, and the other devices
        app.MapPost("/signout", async (HttpContext context, CookieSessionSignIn signIn) =>
        {
            await signIn.SignOutAsync(context);
            return Results.LocalRedirect("/signin");
        }).AllowAnonymous();

        app.MapGet("/devices", (HttpContext context, OwnSessions own) => own.ListAsync(context)).RequireAuthorization();
        app.MapPost("/devices/{id:guid}/end", async (HttpContext context, OwnSessions own, Guid id) =>
            await own.EndAsync(context, id) ? Results.NoContent() : Results.NotFound()).RequireAuthorization();
        app.MapPost("/devices/end-others", (HttpContext context, OwnSessions own) => own.EndOthersAsync(context)).RequireAuthorization();
        #endregion
    }
}
