using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

using Tandem.AspNetCore.ResourceServer;

namespace Tandem.Deployments.Tests;

/// <summary>An API elsewhere that knows nothing of the issuer but its address, through nginx. RFC 8414 §3.1.</summary>
public sealed class ResourceServerTests(DeploymentBrowsers browsers)
{
    // Over plain HTTP on a loopback address: an API trusts no throw-away certificate.
    private static readonly (string, string)[] Plain =
    [
        (" ssl http2;", ";"), ("server_name crm.example.com;", "server_name 127.0.0.1;"), ("https://crm.example.com", "http://127.0.0.1"),
    ];

    public static TheoryData<string, string, (string, string)[]> Issuers => new()
    {
        { "behind-nginx", "", [] },
        { "behind-nginx-stripped", "/api", [] },
        // Nothing but /api leads to the server.
        { "behind-nginx-stripped", "/api", [("location = /.well-known/oauth-authorization-server/api", "location = /nowhere")] },
    };

    [Theory]
    [MemberData(nameof(Issuers))]
    public async Task An_API_elsewhere_finds_the_keys_of_an_issuer_behind_nginx(string name, string path, (string, string)[] replace)
    {
        await using var deployment = await RunningDeployment.StartAsync(new(name) { Replace = [.. Plain, .. replace] }, browsers.Authority);
        var nginx = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{deployment.Port}");
        await using var api = await StartAsync(nginx + path);
        using var http = deployment.CreateClient();

        using var signedIn = await http.PostAsJsonAsync(
            nginx + "/api/auth/login", new { email = RunningDeployment.Email, password = RunningDeployment.Password }, TestContext.Current.CancellationToken);
        var token = (await signedIn.Content.ReadFromJsonAsync<Grant>(TestContext.Current.CancellationToken))!.AccessToken;
        using var request = new HttpRequestMessage(HttpMethod.Get, api.Urls.First() + "/orders");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<WebApplication> StartAsync(string issuer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddTandemBearer(issuer);
        var app = builder.Build();
        app.MapGet("/orders", () => "orders").RequireAuthorization();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private sealed record Grant(string AccessToken);
}
