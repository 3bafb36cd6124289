using System.Data.Common;
using System.Security.Claims;
using System.Security.Cryptography;

using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.IdentityModel.Tokens;

using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using OpenIddict.Validation.AspNetCore;

using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Tandem.Peers;

/// <summary>
/// OpenIddict with accounts of ASP.NET Core Identity: the password grant for a public client, and refresh tokens that are good for one
/// use. Signing is ES256 and access tokens are not encrypted, as Tandem's.
/// </summary>
internal static class OpenIddictPeer
{
    private const string Client = "page", SeedGrant = "urn:tandem:peers:seed", Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task RunAsync(History history)
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        AddServices(builder.Services, history);
        await using var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        var seeding = true;
        app.MapPost("/connect/token", (HttpContext context, UserManager<IdentityUser> users) => GrantAsync(context, users, seeding));
        app.MapGet("/api/verified", () => TypedResults.Text("ok")).RequireAuthorization();
        app.MapGet("/api/me", async (UserManager<IdentityUser> users, ClaimsPrincipal principal) =>
            await users.FindByIdAsync(principal.GetClaim(Claims.Subject)!) is { } user
                ? Results.Json(new { user.Id, user.Email, user.EmailConfirmed }) : Results.NotFound())
            .RequireAuthorization();
        await app.StartAsync();
        var credentials = await SeedAsync(app, history);
        seeding = false;
        await history.ServeAsync(app, credentials);
    }

    private static void AddServices(IServiceCollection services, History history)
    {
        services.AddAuthentication(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme);
        services.AddAuthorization();
        services.AddDbContextPool<IdentityDbContext>(options => options.UseSqlite(history.ConnectionString).AddInterceptors(new PatientConnections()).UseOpenIddict());
        services.AddIdentityCore<IdentityUser>().AddEntityFrameworkStores<IdentityDbContext>();
        services.AddOpenIddict()
            .AddCore(options => options.UseEntityFrameworkCore().UseDbContext<IdentityDbContext>())
            .AddServer(options =>
            {
                options.SetTokenEndpointUris("/connect/token").AllowPasswordFlow().AllowRefreshTokenFlow().AllowCustomFlow(SeedGrant);
                options.AddEphemeralSigningKey(SecurityAlgorithms.EcdsaSha256);
                options.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32))).DisableAccessTokenEncryption();
                options.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
            })
            .AddValidation(options =>
            {
                options.UseLocalServer();
                options.UseAspNetCore();
            });
    }

    private static async Task<IResult> GrantAsync(HttpContext context, UserManager<IdentityUser> users, bool seeding)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var presented = request.IsRefreshTokenGrantType() ? (await context.AuthenticateAsync(Scheme)).Principal : null;
        var user = presented is not null
            ? await users.FindByIdAsync(presented.GetClaim(Claims.Subject)!)
            : await users.FindByEmailAsync(request.Username ?? "");
        var allowed = user is not null && (presented is not null || (seeding && request.GrantType == SeedGrant)
            || (request.IsPasswordGrantType() && await users.CheckPasswordAsync(user, request.Password ?? "")));
        if (!allowed)
            return Results.Forbid(authenticationSchemes: [Scheme]);

        var identity = new ClaimsIdentity(presented?.Claims, TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, user!.Id).SetClaim(Claims.Email, user.Email);
        if (presented is null)
            identity.SetScopes(Scopes.OfflineAccess);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: Scheme);
    }

    private static async Task<List<(string Refresh, string Access)>> SeedAsync(WebApplication app, History history)
    {
        IReadOnlyList<IdentityUser> accounts;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            accounts = await history.CreateAccountsAsync(
                scope.ServiceProvider.GetRequiredService<IdentityDbContext>(), scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>());
            await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(new OpenIddictApplicationDescriptor
            {
                ClientId = Client,
                ClientType = ClientTypes.Public,
                Permissions =
                {
                    Permissions.Endpoints.Token, Permissions.GrantTypes.Password, Permissions.GrantTypes.RefreshToken,
                    Permissions.Prefixes.GrantType + SeedGrant,
                },
            });
        }

        // Through its own endpoint, by a grant without a password that ends with the seeding.
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        var tokens = new List<(string, string)>(accounts.Count);
        foreach (var account in accounts)
        {
            using var form = new FormUrlEncodedContent([new("grant_type", SeedGrant), new("client_id", Client), new("username", account.Email)]);
            using var response = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
            var granted = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Dictionary<string, object>>();
            tokens.Add(($"{granted!["refresh_token"]}", $"{granted["access_token"]}"));
        }

        return tokens;
    }

    /// <summary>SQLite itself waits for another writer, a millisecond at first; the provider's own way is to sleep 150 ms.</summary>
    private sealed class PatientConnections : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout = 30000";
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
