using Microsoft.AspNetCore.Routing;

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
                "DELETE /api/auth/sessions/{id}", "GET /.well-known/jwks.json", "GET /.well-known/oauth-authorization-server",
                "GET /api/auth/.well-known/jwks.json", "GET /api/auth/.well-known/oauth-authorization-server",
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
    public async Task The_applications_endpoints_are_in_the_same_document()
    {
        Assert.Contains(ApplicationEndpoints.Open, (await host.GetAsync("/api/auth/openapi.json")).Body, StringComparison.Ordinal);
    }
}
