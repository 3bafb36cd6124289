// Snippets are written as a reader would write them, who has no token to give up by.
#pragma warning disable xUnit1051

using System.Net;
using System.Net.Http.Headers;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore;
using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.ResourceServer;

namespace Tandem.Testing.Tests.Snippets;

/// <summary>C# of <c>docs/guides/testing.md</c>: an API beside the issuer.</summary>
public sealed class ReportsApiTests
{
    [Fact]
    public async Task An_API_takes_the_tokens_of_the_issuer()
    {
        #region an API beside the issuer
        await using var issuer = await TestIssuer.StartAsync();

        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(issuer.Time);
        builder.Services.AddTandemBearer(issuer.Authority);

        await using var api = builder.Build();
        api.MapGet("/reports", () => "All reports").RequireRole("analyst");
        await api.StartAsync();

        using var http = api.GetTestClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", issuer.IssueAccessToken("analyst"));
        Assert.Equal("All reports", await http.GetStringAsync("/reports"));

        http.DefaultRequestHeaders.Authorization = new("Bearer", issuer.IssueAccessToken(new TestToken { Roles = ["analyst"], Audience = "https://other.example" }));
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/reports")).StatusCode);
        #endregion
    }

    [Fact]
    public async Task An_API_with_JwtBearer_takes_them_too()
    {
        await using var issuer = await TestIssuer.StartAsync();

        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        #region the framework's own bearer
        builder.Services.AddAuthentication().AddJwtBearer(options =>
        {
            options.Authority = issuer.Authority;
            options.MetadataAddress = issuer.MetadataAddress;
            options.RequireHttpsMetadata = false; // in tests only
            options.Audience = issuer.Authority;
            options.MapInboundClaims = false;
            options.TokenValidationParameters.ValidTypes = ["at+jwt"];
            options.TokenValidationParameters.RoleClaimType = "roles";
        });
        #endregion
        builder.Services.AddAuthorization();
        await using var api = builder.Build();
        api.MapGet("/reports", () => "All reports").RequireAuthorization(policy => policy.RequireRole("analyst"));
        await api.StartAsync(TestContext.Current.CancellationToken);
        using var http = api.GetTestClient();

        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, issuer.IssueAccessToken("analyst")));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(http, issuer.IssueAccessToken("customer")));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, issuer.IssueAccessToken(new TestToken { Audience = "https://other.example" })));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, issuer.IssueAccessToken(new TestToken { IssuedAt = issuer.Time.GetUtcNow().AddHours(-1) })));
    }

    [Fact]
    public async Task An_application_that_a_test_builds()
    {
        #region an application that the test builds
        using var kit = new TandemTestKit();

        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddTandem();
        builder.Services.AddTandemStorage();
        kit.AddTo(builder.Services);

        await using var app = builder.Build();
        app.UseTandem();
        app.MapTandem();
        await app.StartAsync();

        using var ada = await kit.SignInAsync("admin");
        #endregion
        Assert.Equal(HttpStatusCode.OK, (await ada.Http.GetAsync("/api/me", TestContext.Current.CancellationToken)).StatusCode);
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient http, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/reports");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
