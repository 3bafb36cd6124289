using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Tandem.AspNetCore.Tests.Browsers;

/// <summary>Headers of the application's own that pages send and read, and endpoints with a policy of their own. E4.</summary>
[Trait("requirement", "E4")]
public sealed class CorsHeadersTests(CorsHeadersTests.Fixture fixture) : IClassFixture<CorsHeadersTests.Fixture>
{
    private const string Frontend = "https://app.example.com";
    private const string Partner = "https://partner.example";
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData("/api/auth/login")]
    [InlineData("/app/open")]
    public async Task Configured_headers_may_be_sent_besides_the_usual_ones(string path)
    {
        var answer = await PreflightAsync(path, Frontend, "authorization,content-type,x-tenant");

        Assert.Equal(
            ["Authorization", "baggage", "Content-Type", "sentry-trace", "traceparent", "tracestate", "X-API-Key", "X-Tenant"],
            answer.Header("Access-Control-Allow-Headers")!.Split(',').Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Configured_headers_may_be_read_besides_the_usual_ones()
    {
        var answer = await host.SendAsync(new ApiRequest("GET", "/app/open").Origin(Frontend));

        Assert.Equal(
            ["ETag", "Link", "Retry-After", "WWW-Authenticate", "X-Request-Id"],
            answer.Header("Access-Control-Expose-Headers")!.Split(',').Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_endpoint_that_requires_a_policy_follows_that_and_nothing_of_the_usual_one()
    {
        var partner = await PreflightAsync("/app/shared", Partner, "x-partner");
        Assert.Equal(Partner, partner.Header("Access-Control-Allow-Origin"));
        Assert.Equal("X-Partner", partner.Header("Access-Control-Allow-Headers"));
        Assert.Null(partner.Header("Access-Control-Allow-Credentials"));
        Assert.Equal(Partner, (await host.SendAsync(new ApiRequest("GET", "/app/shared").Origin(Partner))).Header("Access-Control-Allow-Origin"));

        Assert.Null((await PreflightAsync("/app/shared", Frontend, "authorization")).Header("Access-Control-Allow-Origin"));
        Assert.Null((await PreflightAsync("/app/open", Partner, "x-partner")).Header("Access-Control-Allow-Origin"));
        Assert.Null((await PreflightAsync("/api/auth/refresh", Partner, "content-type")).Header("Access-Control-Allow-Origin"));
    }

    private Task<ApiResponse> PreflightAsync(string path, string origin, string headers) => host.SendAsync(
        new ApiRequest("OPTIONS", path).Origin(origin).Header("Access-Control-Request-Method", path == "/app/shared" ? "GET" : "POST")
            .Header("Access-Control-Request-Headers", headers));

    public sealed class Fixture() : HostFixture(new TandemHostSettings
    {
        Configuration = new Dictionary<string, string?>
        {
            ["Tandem:PublicUrl"] = "https://api.example.com",
            ["Tandem:Frontends"] = Frontend,
            ["Tandem:Cors:RequestHeaders"] = "X-Tenant,content-type",
            ["Tandem:Cors:ExposedHeaders:0"] = "ETag",
        },
        Services = builder => builder.Services.AddCors(cors =>
            cors.AddPolicy("partners", policy => policy.WithOrigins(Partner).WithHeaders("X-Partner").WithMethods("GET"))),
        Map = app =>
        {
            app.MapTandem();
            app.MapGet("/app/shared", () => "shared").RequireCors("partners");
        },
    });
}
