using System.Security.Claims;

using Tandem.AspNetCore;
using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.CookieSessions;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
// What is right for production and would be wrong for a test.
builder.Configuration["Tandem:DataFolder"] = "/nowhere/shop-data";
builder.Configuration["Tandem:MasterKeyFile"] = "/nowhere/master.key";
builder.AddTandem();
builder.Services.AddTandemStorage();
builder.Services.AddTandemSession();

var app = builder.Build();
app.UseTandem();
app.MapTandem();
app.MapGet("/api/orders", (ClaimsPrincipal user) => new[] { new { id = 1, item = "Bicycle", owner = user.AccountId() } }).RequireAuthorization();
app.MapGet("/api/refunds", () => "All refunds").RequireRole("support");
app.MapGet("/", (HttpContext context) => Results.Content(
    $"<form method=\"post\" action=\"/signout\"><input type=\"hidden\" name=\"csrf_token\" value=\"{context.CsrfToken()}\"></form>", "text/html")).RequireAuthorization();
app.MapPost("/signout", async (HttpContext context, CookieSessionSignIn signIn) =>
    await signIn.SignOutAsync(context) ? Results.LocalRedirect("/signin") : Results.LocalRedirect("/"));
app.Run();
