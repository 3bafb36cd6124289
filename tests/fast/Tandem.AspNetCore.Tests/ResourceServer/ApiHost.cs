using System.Net.Http.Headers;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.ResourceServer;

namespace Tandem.AspNetCore.Tests.ResourceServer;

/// <summary>An API on a web server of its own, which knows nothing of the issuer but its address.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;

    private ApiHost(WebApplication app)
    {
        this.app = app;
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public required CapturedLogs Logs { get; init; }

    public IssuerKeys Keys => app.Services.GetRequiredService<IssuerKeys>();

    public static async Task<ApiHost> StartAsync(string authority, TimeProvider time, Action<TandemBearerOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        var logs = new CapturedLogs();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(time);
        builder.Services.AddTandemBearer(authority, configure);
        var app = builder.Build();
        app.MapGet("/orders", (HttpContext context) => context.User.AccountId().ToString()).RequireAuthorization();
        app.MapGet("/refunds", () => "refunds").RequireRole("admin");
        await app.StartAsync();
        return new ApiHost(app) { Logs = logs };
    }

    public async Task<ApiResponse> GetAsync(string? accessToken, string path = "/orders")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accessToken is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await http.SendAsync(request);
        return await ApiResponse.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }
}
