using System.Text;

using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

using Tandem.AspNetCore.AccessTokens;

namespace Tandem.AspNetCore.Tests.AccessTokens.Beside;

/// <summary>An application that accepts tokens of somebody else by JwtBearer goes on to, and each endpoint says whose tokens it takes.</summary>
public sealed class JwtBearerTests
{
    private static readonly SymmetricSecurityKey Key = new(Encoding.UTF8.GetBytes("a key that is long enough for HS256, and a secret of this test"));

    public static TheoryData<bool, bool> Orders => new() { { true, true }, { true, false }, { false, true }, { false, false } };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Each_endpoint_takes_the_tokens_of_its_own_scheme(bool isFirst, bool namesDefault)
    {
        await using var host = await StartAsync(isFirst, namesDefault);
        var ours = (await host.SignInAsync(roles: ["admin"])).AccessToken;
        var theirs = Theirs();

        (await host.GetAsync("/usual", theirs)).ShouldBe(200);
        Assert.Equal(401, (await host.GetAsync("/usual", ours)).Status);
        foreach (var path in new[] { "/ours", "/ours/by-scheme", "/ours/admin", "/api/me", "/api/auth/sessions" })
        {
            (await host.GetAsync(path, ours)).ShouldBe(200);
            (await host.GetAsync(path, theirs)).ShouldBe(401, "access_token_invalid");
            (await host.GetAsync(path)).ShouldBe(401, "access_token_missing");
        }

        (await host.GetAsync("/either", ours)).ShouldBe(200);
        (await host.GetAsync("/either", theirs)).ShouldBe(200);
        Assert.Equal(401, (await host.GetAsync("/either")).Status);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task The_log_says_at_start_whose_the_default_is(bool isFirst, bool namesDefault)
    {
        await using var host = await StartAsync(isFirst, namesDefault);

        Assert.Contains("The default authentication scheme is Bearer, the application's own; Tandem's is Tandem", Assert.Single(host.Logs.With(" 1162 ")), StringComparison.Ordinal);
        Assert.Empty(host.Logs.With(" 1161 "));
    }

    [Fact]
    public async Task Alone_Tandems_scheme_is_the_default_and_the_log_says_so()
    {
        await using var host = await TandemHost.StartAsync();

        Assert.Contains("The default authentication scheme is Tandem, which is Tandem's", Assert.Single(host.Logs.With(" 1161 ")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_default_policy_of_the_application_does_not_close_Tandems_endpoints(bool isFirst)
    {
        await using var host = await StartAsync(isFirst, namesDefault: true, builder => builder.Services.AddAuthorization(options =>
            options.DefaultPolicy = new AuthorizationPolicyBuilder(JwtBearerDefaults.AuthenticationScheme).RequireClaim("tenant").Build()));
        var ours = (await host.SignInAsync()).AccessToken;

        (await host.GetAsync("/api/me", ours)).ShouldBe(200);
        (await host.GetAsync("/ours", ours)).ShouldBe(200);
        Assert.Equal(403, (await host.GetAsync("/usual", Theirs())).Status);
    }

    // Which of several schemes is meant, an application says; one that did not say has none that could be taken away.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Beside_several_schemes_without_a_default_Tandems_is_the_default(bool isFirst)
    {
        await using var host = await StartAsync(isFirst, namesDefault: false, builder => builder.Services.AddAuthentication().AddJwtBearer("Partners"));

        (await host.GetAsync("/usual", (await host.SignInAsync()).AccessToken)).ShouldBe(200);
        (await host.GetAsync("/theirs", Theirs())).ShouldBe(200);
    }

    private static Task<TandemHost> StartAsync(bool isFirst, bool namesDefault, Action<WebApplicationBuilder>? more = null)
    {
        void Add(WebApplicationBuilder builder)
        {
            var authentication = namesDefault ? builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme) : builder.Services.AddAuthentication();
            authentication.AddJwtBearer(options => options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = "https://others.example.com",
                ValidAudience = "orders",
                IssuerSigningKey = Key,
            });
            more?.Invoke(builder);
        }

        return TandemHost.StartAsync(new TandemHostSettings
        {
            FirstServices = isFirst ? Add : null,
            Services = isFirst ? null : Add,
            Map = app =>
            {
                app.MapTandem();
                app.MapGet("/usual", () => "usual").RequireAuthorization();
                app.MapGet("/theirs", () => "theirs").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = JwtBearerDefaults.AuthenticationScheme });
                app.MapGet("/ours", (System.Security.Claims.ClaimsPrincipal user) => user.AccountId()).RequireAuthorization(TandemBearer.Policy);
                app.MapGet("/ours/by-scheme", [Authorize(AuthenticationSchemes = TandemBearer.Scheme)] () => "ours");
                app.MapGet("/ours/admin", () => "ours").RequireRole("admin");
                app.MapGet("/either", () => "either").RequireAuthorization(policy => policy
                    .AddAuthenticationSchemes(TandemBearer.Scheme, JwtBearerDefaults.AuthenticationScheme).RequireAuthenticatedUser());
            },
        });
    }

    private static string Theirs() => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "https://others.example.com",
        Audience = "orders",
        Claims = new Dictionary<string, object> { ["sub"] = "somebody" },
        SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.HmacSha256),
    });
}
