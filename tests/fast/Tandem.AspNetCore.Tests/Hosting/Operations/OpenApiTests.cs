using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tandem.AspNetCore.Tests.Hosting.Operations;

/// <summary>The description of the endpoints agrees with the endpoints.</summary>
public sealed class OpenApiTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task Every_endpoint_of_tandem_is_described_with_its_method()
    {
        var described = (await Operation.AllAsync(host)).Select(operation => operation.ToString());

        Assert.Equal(
            [
                "DELETE /api/auth/sessions/{id}", "GET /.well-known/jwks.json", "GET /.well-known/oauth-authorization-server", "GET /.well-known/openid-configuration",
                "GET /api/auth/.well-known/jwks.json", "GET /api/auth/.well-known/oauth-authorization-server", "GET /api/auth/.well-known/openid-configuration",
                "GET /api/auth/me", "GET /api/auth/sessions",
                "GET /api/me", "GET /healthz", "GET /readyz", "POST /api/auth/login", "POST /api/auth/logout", "POST /api/auth/logout-all",
                "POST /api/auth/password/change", "POST /api/auth/refresh", "POST /api/auth/ticket",
            ],
            described.Order(StringComparer.Ordinal));
    }

    // The list above is written by hand; this one is what routing has, so that an endpoint cannot be added undescribed.
    [Fact]
    public async Task What_routing_answers_is_described()
    {
        var described = (await Operation.AllAsync(host)).Select(operation => operation.ToString()).ToHashSet();
        var routed = ((IEndpointRouteBuilder)host.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Tandem.AspNetCore.Http.Pipeline.TandemEndpoint>() is not null)
            .SelectMany(
                endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [],
                (endpoint, method) => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}")
            // HEAD goes with GET, and without saying.
            .Where(endpoint => !endpoint.StartsWith("HEAD ", StringComparison.Ordinal))
            .Where(endpoint => !endpoint.EndsWith(".json", StringComparison.Ordinal)
                || endpoint.Contains("jwks", StringComparison.Ordinal));

        Assert.Subset(described, routed.ToHashSet());
    }

    [Fact]
    public async Task What_an_endpoint_answers_to_a_wrong_or_right_request_is_described()
    {
        foreach (var operation in await Operation.AllAsync(host))
        {
            var signedIn = await host.SignInAsync();
            ApiRequest[] requests =
            [
                operation.Request(),
                operation.Request().Body("{"),
                operation.Request().Json(new { }),
                operation.Request().Bearer("garbage"),
                operation.Request().Bearer(signedIn.AccessToken).Cookie(signedIn.RefreshToken),
                operation.Request().Cookie(signedIn.RefreshToken).Origin("https://evil.example"),
            ];
            foreach (var request in requests)
            {
                var status = (await host.SendAsync(request)).Status;
                Assert.True(operation.Statuses.Contains(status), $"{operation}: {status} is not described");
            }
        }
    }

    [Fact]
    public async Task A_sign_in_is_described_with_its_answer_and_its_refusal()
    {
        var login = (await Operation.AllAsync(host)).Single(operation => operation.Template == "/api/auth/login");

        Assert.Equal([200, 400, 401, 403, 413, 415, 429, 503], login.Statuses.Order());
        Assert.Equal(["email", "password", "delivery", "rememberMe", "refreshToken"], login.Members.Select(member => member.Key));
    }

    [Fact]
    public async Task Every_parameter_of_a_path_is_described()
    {
        var paths = (await host.GetAsync("/api/auth/openapi.json")).Json.GetProperty("paths");
        foreach (var path in paths.EnumerateObject().Where(path => path.Name.Contains('{', StringComparison.Ordinal)))
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var parameter = Assert.Single(operation.Value.GetProperty("parameters").EnumerateArray());
                Assert.Equal("id", parameter.GetProperty("name").GetString());
                Assert.Equal("path", parameter.GetProperty("in").GetString());
                Assert.True(parameter.GetProperty("required").GetBoolean());
            }
        }
    }

    [Fact]
    public async Task The_bearer_scheme_is_described_and_named_where_it_is_needed()
    {
        var document = (await host.GetAsync("/api/auth/openapi.json")).Json;

        AssertBearer(document);
        Assert.False(document.GetProperty("paths").GetProperty("/api/auth/login").GetProperty("post").TryGetProperty("security", out _));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task The_applications_document_has_tandems_endpoints_with_their_scheme_or_not_at_all(string asked)
    {
        await using var described = await TandemHost.StartAsync(new TandemHostSettings
        {
            Configuration = new Dictionary<string, string?> { ["Tandem:OpenApi:InApplicationDocuments"] = asked },
            Services = builder => builder.Services.AddOpenApi(),
            Map = app =>
            {
                app.MapTandem();
                app.MapOpenApi();
            },
        });

        var document = (await described.GetAsync("/openapi/v1.json")).Json;

        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains(ApplicationEndpoints.Private, paths);
        Assert.False(document.GetProperty("paths").GetProperty(ApplicationEndpoints.Private).GetProperty("get").TryGetProperty("security", out _));
        if (asked == "true")
        {
            Assert.Contains("/api/auth/login", paths);
            AssertBearer(document);
        }
        else
        {
            Assert.All(paths, path => Assert.StartsWith("/app/", path, StringComparison.Ordinal));
            Assert.DoesNotContain("securitySchemes", document.ToString(), StringComparison.Ordinal);
        }
    }

    private static void AssertBearer(System.Text.Json.JsonElement document)
    {
        var scheme = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("TandemBearer");
        Assert.Equal(("http", "bearer", "JWT"), (
            scheme.GetProperty("type").GetString(), scheme.GetProperty("scheme").GetString(), scheme.GetProperty("bearerFormat").GetString()));
        foreach (var (path, method) in new[] { ("/api/me", "get"), ("/api/auth/sessions", "get"), ("/api/auth/logout-all", "post") })
        {
            var needed = Assert.Single(document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("security").EnumerateArray());
            Assert.Equal("TandemBearer", Assert.Single(needed.EnumerateObject()).Name);
        }
    }

    // Anybody may read the document; what an application has is its own to tell.
    [Fact]
    public async Task The_applications_endpoints_are_in_the_document_only_where_that_was_asked_for()
    {
        Assert.DoesNotContain("/app/", (await host.GetAsync("/api/auth/openapi.json")).Body, StringComparison.Ordinal);

        await using var asked = await TandemHost.StartAsync(("OpenApi:IncludeApplication", "true"));
        var both = (await asked.GetAsync("/api/auth/openapi.json")).Body;
        Assert.Contains(ApplicationEndpoints.Open, both, StringComparison.Ordinal);
        Assert.Contains("/api/auth/login", both, StringComparison.Ordinal);
    }
}
