using System.Security.Claims;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Tandem.Peers;

/// <summary>ASP.NET Core Identity with <c>MapIdentityApi</c>, as its guide sets it up: bearer tokens that are encrypted tickets.</summary>
internal static class IdentityPeer
{
    public static async Task RunAsync(History history)
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthorization();
        builder.Services.AddDbContextPool<IdentityDbContext>(options => options.UseSqlite(history.ConnectionString));
        builder.Services.AddIdentityApiEndpoints<IdentityUser>().AddEntityFrameworkStores<IdentityDbContext>();

        await using var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapIdentityApi<IdentityUser>();
        app.MapGet("/api/verified", () => TypedResults.Text("ok")).RequireAuthorization();
        app.MapGet("/api/me", async (UserManager<IdentityUser> users, ClaimsPrincipal principal) =>
            await users.GetUserAsync(principal) is { } user ? Results.Json(new { user.Id, user.Email, user.EmailConfirmed }) : Results.NotFound())
            .RequireAuthorization();
        await app.StartAsync();
        await history.ServeAsync(app, await SeedAsync(app.Services, history));
    }

    private static async Task<List<(string Refresh, string Access)>> SeedAsync(IServiceProvider services, History history)
    {
        await using var scope = services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<IdentityUser>>();
        var accounts = await history.CreateAccountsAsync(scope.ServiceProvider.GetRequiredService<IdentityDbContext>(), signIn.UserManager);
        var options = services.GetRequiredService<IOptionsMonitor<BearerTokenOptions>>().Get(IdentityConstants.BearerScheme);
        var now = DateTimeOffset.UtcNow;
        var tokens = new List<(string, string)>(accounts.Count);
        foreach (var account in accounts)
        {
            var principal = await signIn.CreateUserPrincipalAsync(account);
            tokens.Add((
                options.RefreshTokenProtector.Protect(Ticket("RefreshToken", options.RefreshTokenExpiration)),
                options.BearerTokenProtector.Protect(Ticket("AccessToken", options.BearerTokenExpiration))));

            // As its handler makes them at sign-in.
            AuthenticationTicket Ticket(string kind, TimeSpan lifetime) =>
                new(principal, new AuthenticationProperties { ExpiresUtc = now + lifetime }, $"{IdentityConstants.BearerScheme}:{kind}");
        }

        return tokens;
    }
}
