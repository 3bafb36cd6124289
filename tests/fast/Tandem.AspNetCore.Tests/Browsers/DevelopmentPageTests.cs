using Microsoft.Extensions.Hosting;

namespace Tandem.AspNetCore.Tests.Browsers;

/// <summary>While an application is written, its pages come from a development server on a port of its own. E1.</summary>
[Trait("requirement", "E1")]
public sealed class DevelopmentPageTests
{
    [Theory]
    [InlineData("http://localhost:5173")]
    [InlineData("http://localhost:3000")]
    [InlineData("http://127.0.0.1:4200")]
    public async Task In_development_the_usual_ports_may_use_the_session(string page)
    {
        await using var host = await StartAsync(Environments.Development, null);

        Assert.Equal(page, (await RefreshAsync(host, page)).ShouldBe(200).Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("Development", "http://localhost:5175", null)]
    [InlineData("Development", "https://localhost:5173", null)]
    [InlineData("Development", "http://localhost.example.com:5173", null)]
    [InlineData("Development", "http://localhost:5173", "https://api.example.com")]
    [InlineData("Staging", "http://localhost:5173", null)]
    [InlineData("Production", "http://localhost:5173", null)]
    public async Task Elsewhere_the_refusal_prints_the_line_to_paste(string environment, string page, string? publicUrl)
    {
        await using var host = await StartAsync(environment, publicUrl);

        var refused = (await RefreshAsync(host, page)).ShouldBe(403, "origin_not_allowed");

        Assert.EndsWith($"Tandem__Frontends__0={page}", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static Task<TandemHost> StartAsync(string environment, string? publicUrl) => TandemHost.StartAsync(new TandemHostSettings
    {
        Configuration = publicUrl is null ? new Dictionary<string, string?>() : new Dictionary<string, string?> { ["Tandem:PublicUrl"] = publicUrl },
        Services = builder => builder.Environment.EnvironmentName = environment,
    });

    private static async Task<ApiResponse> RefreshAsync(TandemHost host, string page) =>
        await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookie((await host.SignInAsync()).RefreshToken).Origin(page));
}
