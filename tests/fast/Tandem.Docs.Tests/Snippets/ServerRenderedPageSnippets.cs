using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

using Tandem.AspNetCore;
using Tandem.AspNetCore.CookieSessions;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>C# of <c>docs/guides/server-rendered-pages.md</c>.</summary>
internal static class ServerRenderedPageSnippets
{
    public static void Add(string[] args)
    {
        #region add it
        var builder = WebApplication.CreateBuilder(args);
        builder.AddTandem();
        builder.Services.AddTandemStorage();
        builder.Services.AddTandemSession(options => options.SignInPath = "/signin");
        builder.Services.AddRazorPages(options => options.Conventions
            .AuthorizeFolder("/").AllowAnonymousToPage("/SignIn").AllowAnonymousToPage("/Error"));

        var app = builder.Build();
        if (!app.Environment.IsDevelopment())
            app.UseExceptionHandler("/Error");
        app.UseTandem();
        app.MapTandem();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets();
        app.Run();
        #endregion
    }

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
