using System.Net;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

using OpenIddict.Validation.AspNetCore;

namespace Tandem.Testing.Tests;

/// <summary>Verifiers of others that are told the issuer and nothing more: they ask <c>/.well-known/openid-configuration</c>.</summary>
public sealed class OtherVerifierTests
{
    [Fact]
    public async Task JwtBearer_takes_the_issuer_as_its_authority()
    {
        await using var issuer = await TestIssuer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var api = await StartAsync("Bearer", authentication => authentication.AddJwtBearer(options =>
        {
            options.Authority = issuer.Authority;
            options.Audience = issuer.Authority;
            options.RequireHttpsMetadata = false;
        }));

        await AcceptsAsync(api, issuer);
    }

    [Fact]
    public async Task OpenIddict_takes_it_as_its_issuer()
    {
        await using var issuer = await TestIssuer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var api = await StartAsync(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme, authentication => authentication.Services.AddOpenIddict().AddValidation(options =>
        {
            options.SetIssuer(issuer.Authority);
            options.AddAudiences(issuer.Authority);
            options.UseSystemNetHttp();
            options.UseAspNetCore();
            options.Configure(validation => validation.TokenValidationParameters.RoleClaimType = "roles");
        }));

        await AcceptsAsync(api, issuer);
    }

    private static async Task AcceptsAsync(WebApplication api, TestIssuer issuer)
    {
        using var http = api.GetTestClient();
        Assert.Equal(HttpStatusCode.OK, await GetAsync(issuer.IssueAccessToken("analyst")));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(issuer.IssueAccessToken("customer")));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(issuer.IssueAccessToken(new TestToken { Roles = ["analyst"], Audience = "https://other.example" })));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(null));

        async Task<HttpStatusCode> GetAsync(string? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/reports");
            request.Headers.Authorization = token is null ? null : new("Bearer", token);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    private static async Task<WebApplication> StartAsync(string scheme, Action<AuthenticationBuilder> add)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        add(builder.Services.AddAuthentication(scheme));
        builder.Services.AddAuthorization();
        var api = builder.Build();
        api.MapGet("/reports", () => "All reports").RequireAuthorization(policy => policy.RequireRole("analyst"));
        await api.StartAsync(TestContext.Current.CancellationToken);
        return api;
    }
}
