namespace Tandem.AspNetCore.Tests.Hosting.Mapping;

/// <summary>What MapTandem maps, where, and that nothing else answers there.</summary>
public sealed class MappingTests
{
    private static readonly string[] All =
    [
        "DELETE /api/auth/sessions/{id}", "GET /.well-known/jwks.json", "GET /.well-known/oauth-authorization-server", "GET /.well-known/openid-configuration",
        "GET /api/auth/.well-known/jwks.json", "GET /api/auth/.well-known/oauth-authorization-server", "GET /api/auth/.well-known/openid-configuration",
        "GET /api/auth/me",
        "GET /api/auth/openapi.json", "GET /api/auth/sessions", "GET /api/me", "GET /healthz", "GET /readyz", "POST /api/auth/login", "POST /api/auth/logout",
        "POST /api/auth/logout-all", "POST /api/auth/password/change", "POST /api/auth/refresh", "POST /api/auth/ticket",
    ];

    public static TheoryData<string, Func<TandemEndpoints, TandemEndpoints>, string[]> Choices => new()
    {
        { "Login", endpoints => endpoints.Login(), ["POST /api/auth/login"] },
        { "Refresh", endpoints => endpoints.Refresh(), ["POST /api/auth/refresh"] },
        { "Logout", endpoints => endpoints.Logout(), ["POST /api/auth/logout"] },
        {
            "Sessions", endpoints => endpoints.Sessions(),
            ["GET /api/auth/sessions", "DELETE /api/auth/sessions/{id}", "POST /api/auth/logout-all"]
        },
        { "Password", endpoints => endpoints.Password(), ["POST /api/auth/password/change"] },
        { "Ticket", endpoints => endpoints.Ticket(), ["POST /api/auth/ticket"] },
        { "Me", endpoints => endpoints.Me(), ["GET /api/auth/me", "GET /api/me"] },
        {
            "Discovery", endpoints => endpoints.Discovery(),
            [
                "GET /.well-known/jwks.json", "GET /.well-known/oauth-authorization-server", "GET /.well-known/openid-configuration",
                "GET /api/auth/.well-known/jwks.json", "GET /api/auth/.well-known/oauth-authorization-server", "GET /api/auth/.well-known/openid-configuration",
            ]
        },
        { "Health", endpoints => endpoints.Health(), ["GET /healthz", "GET /readyz"] },
        { "OpenApi", endpoints => endpoints.OpenApi(), ["GET /api/auth/openapi.json"] },
        { "Login and Refresh", endpoints => endpoints.Login().Refresh(), ["POST /api/auth/login", "POST /api/auth/refresh"] },
    };

    [Fact]
    public async Task Left_alone_it_maps_everything()
    {
        await using var host = await TandemHost.StartAsync();

        Assert.Equal(All, await AnsweringAsync(host));
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task Named_resources_are_mapped_and_no_others(
        string name, Func<TandemEndpoints, TandemEndpoints> choose, string[] expected)
    {
        await using var host = await TandemHost.StartAsync(
            new TandemHostSettings { Map = app => choose(app.MapTandem()), HasFallbackPage = false });

        Assert.Equal(expected.Order(StringComparer.Ordinal), await AnsweringAsync(host));
        (await host.SendAsync(new ApiRequest("POST", "/api/auth/nowhere"))).ShouldBe(404, "not_found").ShouldBeProblem(name);
    }

    [Fact]
    public async Task The_applications_page_never_answers_below_the_base_path()
    {
        await using var host = await TandemHost.StartAsync(new TandemHostSettings { Map = static app => app.MapTandem().Login() });

        foreach (var path in new[] { "/api/auth", "/api/auth/", "/api/auth/refresh", "/api/auth/a/b/c", "/API/Auth/x.html" })
        {
            foreach (var method in new[] { "GET", "POST", "HEAD" })
                (await host.SendAsync(new ApiRequest(method, path).Header("Accept", "text/html"))).ShouldBeProblem($"{method} {path}");
        }

        foreach (var path in new[] { "/", "/api", "/api/authors", "/api/me", "/login", "/.well-known/change-password" })
            Assert.Equal(ApplicationEndpoints.FallbackPage, (await host.GetAsync(path)).Body);
    }

    [Fact]
    public async Task The_base_path_can_be_another()
    {
        await using var host = await TandemHost.StartAsync([("BasePath", "/identity/v1")]);
        var account = await host.CreateAccountAsync();

        var signedIn = await host.SendAsync(
            new ApiRequest("POST", "/identity/v1/login").Json(new { email = account.Email, password = TestAccounts.Password }));
        var refreshed = await host.SendAsync(new ApiRequest("POST", "/identity/v1/refresh").Cookie(signedIn.ShouldBe(200).RefreshToken));

        refreshed.ShouldBe(200);
        (await host.SendAsync(new ApiRequest("GET", "/identity/v1/nowhere"))).ShouldBe(404, "not_found");
        Assert.Equal(ApplicationEndpoints.FallbackPage, (await host.SendAsync(new ApiRequest("POST", "/api/auth/login"))).Body);
        Assert.Contains("/identity/v1/login", (await host.GetAsync("/identity/v1/openapi.json")).Body, StringComparison.Ordinal);
    }

    /// <summary>Which of all endpoints this host has: the others are nobody's path.</summary>
    private static async Task<List<string>> AnsweringAsync(TandemHost host)
    {
        var answering = new List<string>();
        foreach (var endpoint in All)
        {
            var (method, template) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
            var path = template.Replace("{id}", Guid.NewGuid().ToString(), StringComparison.Ordinal);
            // Without a token these answer 401; what is not mapped answers 404.
            if ((await host.SendAsync(new ApiRequest(method, path))).Status is not 404)
                answering.Add(endpoint);
        }

        return [.. answering.Order(StringComparer.Ordinal)];
    }
}
