using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.CookieSessions;

namespace Tandem.AspNetCore.Tests.AccessTokens.Beside;

/// <summary>An application whose people sign in with cookies, by ASP.NET Core Identity or at a provider, goes on as before.</summary>
public sealed class CookieSchemeTests
{
    public static TheoryData<bool, bool> Orders => new() { { true, true }, { true, false }, { false, true }, { false, false } };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task People_of_Identity_sign_in_by_its_cookie_and_Tandems_by_their_tokens(bool isFirst, bool hasSessions)
    {
        await using var folder = new TemporaryDatabase();
        await using var host = await StartAsync(isFirst, hasSessions, builder => AddIdentity(builder, folder.Path), app => app.MapPost("/theirs/signin",
            async (SignInManager<IdentityUser> signIns) => (await signIns.PasswordSignInAsync("grace", "Passw0rd!", isPersistent: false, lockoutOnFailure: false)).Succeeded));
        await using (var scope = host.App.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IdentityDbContext>().Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
            Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>().CreateAsync(new IdentityUser("grace"), "Passw0rd!")).Succeeded);
        }

        var cookie = (await host.SendAsync(new ApiRequest("POST", "/theirs/signin"))).ShouldBe(200).SetCookies.Single(cookie => cookie.Name == ".AspNetCore.Identity.Application");

        Assert.Equal("grace", (await host.SendAsync(new ApiRequest("GET", "/usual").Cookies($"{cookie.Name}={cookie.Value}"))).ShouldBe(200).Body);
        await NobodyIsSentToAsync(host, "/Account/Login");
        await TandemsOwnWorkAsync(host);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Whoever_is_not_signed_in_is_sent_to_the_provider_as_before(bool isFirst, bool hasSessions)
    {
        await using var host = await StartAsync(isFirst, hasSessions, AddProvider, static _ => { });

        await NobodyIsSentToAsync(host, "https://login.example.com/authorize");
        await TandemsOwnWorkAsync(host);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cookie_sessions_of_Tandem_are_named_by_the_policy(bool isFirst)
    {
        await using var host = await StartAsync(isFirst, hasSessions: true, AddProvider, app => app.MapPost("/signin", async (HttpContext context, CookieSessionSignIn signIn) =>
        {
            var form = await context.Request.ReadFormAsync();
            return await signIn.SignInAsync(context, form["email"], form["password"]) is SignInOutcome.SignedIn ? 1 : 0;
        }));
        var account = await host.CreateAccountAsync(roles: ["admin"]);
        var signedIn = await host.SendAsync(new ApiRequest("POST", "/signin").Origin(host.Origin)
            .Body($"email={Uri.EscapeDataString(account.Email)}&password={Uri.EscapeDataString(TestAccounts.Password)}", "application/x-www-form-urlencoded"));
        var cookie = signedIn.SetCookies.Single();

        foreach (var path in new[] { "/ours", "/ours/admin" })
            (await host.SendAsync(new ApiRequest("GET", path).Cookies($"{cookie.Name}={cookie.Value}"))).ShouldBe(200);
        (await host.SendAsync(new ApiRequest("GET", "/usual").Cookies($"{cookie.Name}={cookie.Value}"))).ShouldBe(302);
    }

    private static Task<TandemHost> StartAsync(bool isFirst, bool hasSessions, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        void Add(WebApplicationBuilder builder)
        {
            add(builder);
            if (hasSessions)
                builder.Services.AddTandemSession();
        }

        return TandemHost.StartAsync(new TandemHostSettings
        {
            FirstServices = isFirst ? Add : null,
            Services = isFirst ? null : Add,
            Map = app =>
            {
                app.MapTandem();
                app.MapGet("/usual", (HttpContext context) => context.User.Identity!.Name).RequireAuthorization();
                app.MapGet("/ours", (HttpContext context) => context.User.AccountId()).RequireAuthorization(TandemBearer.Policy);
                app.MapGet("/ours/admin", () => "ours").RequireRole("admin");
                map(app);
            },
        });
    }

    private static async Task NobodyIsSentToAsync(TandemHost host, string address)
    {
        var answer = await host.SendAsync(new ApiRequest("GET", "/usual").Header("Accept", "text/html"));

        Assert.Contains(address, answer.ShouldBe(302).Header("Location")!, StringComparison.Ordinal);
    }

    private static async Task TandemsOwnWorkAsync(TandemHost host)
    {
        var token = (await host.SignInAsync(roles: ["admin"])).AccessToken;
        foreach (var path in new[] { "/ours", "/ours/admin", "/api/me" })
            (await host.GetAsync(path, token)).ShouldBe(200);
        (await host.GetAsync("/usual", token)).ShouldBe(302);
        (await host.GetAsync("/api/me")).ShouldBe(401, "access_token_missing");
    }

    private static void AddIdentity(WebApplicationBuilder builder, string database)
    {
        builder.Services.AddDbContext<IdentityDbContext>(options => options.UseSqlite($"Data Source={database}"));
        builder.Services.AddIdentity<IdentityUser, IdentityRole>().AddEntityFrameworkStores<IdentityDbContext>();
    }

    // What AddMicrosoftIdentityWebApp puts together: a provider that is challenged, and a cookie that remembers.
    private static void AddProvider(WebApplicationBuilder builder) => builder.Services
        .AddAuthentication(options =>
        {
            options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
        })
        .AddCookie()
        .AddOpenIdConnect(options =>
        {
            options.ClientId = "orders";
            options.Configuration = new OpenIdConnectConfiguration { AuthorizationEndpoint = "https://login.example.com/authorize" };
        });

    private sealed class TemporaryDatabase : IAsyncDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-identity-");

        public string Path => System.IO.Path.Combine(folder.FullName, "identity.db");

        public ValueTask DisposeAsync()
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
