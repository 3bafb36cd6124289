namespace Tandem.AspNetCore.Tests.Browsers;

/// <summary>What scripts of which origin may read. E3, E4, V19.</summary>
[Trait("requirement", "E4")]
public sealed class CorsTests(CorsTests.Fixture fixture) : IClassFixture<CorsTests.Fixture>
{
    private const string Frontend = "https://app.example.com";
    private readonly TandemHost host = fixture.Host;

    public static MatrixTheoryData<string, string> Matrix => new(
        ["/api/auth/login", "/api/auth/refresh", "/api/auth/logout", "/api/auth/sessions/1", "/api/me", "/app/private", "/nowhere"],
        ["GET", "POST", "DELETE"]);

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task A_preflight_of_a_configured_origin_is_granted_exactly(string path, string method)
    {
        var answer = await PreflightAsync(path, Frontend, method, "authorization,baggage,content-type,sentry-trace,traceparent,tracestate,x-api-key");

        Assert.Equal(204, answer.Status);
        Assert.Equal(Frontend, answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("true", answer.Header("Access-Control-Allow-Credentials"));
        Assert.Contains(method, answer.Header("Access-Control-Allow-Methods")!.Split(','));
        Assert.Equal(
            ["Authorization", "baggage", "Content-Type", "sentry-trace", "traceparent", "tracestate", "X-API-Key"],
            answer.Header("Access-Control-Allow-Headers")!.Split(',').Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal("600", answer.Header("Access-Control-Max-Age"));
        Assert.Contains("Origin", answer.Header("Vary")!, StringComparison.Ordinal);
        Assert.Empty(answer.SetCookies);
    }

    [Theory]
    [MemberData(nameof(OriginTests.ForeignOrigins), MemberType = typeof(OriginTests))]
    [Trait("requirement", "E3")]
    public async Task A_preflight_of_another_origin_is_granted_nothing(string origin)
    {
        var answer = await PreflightAsync("/api/auth/refresh", origin, "POST", "content-type");

        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-Allow", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Origin", answer.Header("Vary")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Evil")]
    [InlineData("content-type,x-evil")]
    [InlineData("*")]
    public async Task Headers_that_are_not_listed_are_not_granted(string headers)
    {
        var answer = await PreflightAsync("/api/auth/refresh", Frontend, "POST", headers);

        Assert.DoesNotContain("evil", answer.Header("Access-Control-Allow-Headers") ?? "", StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("*", answer.Header("Access-Control-Allow-Headers") ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/api/auth/login", 415)]
    [InlineData("POST", "/api/auth/refresh", 401)]
    [InlineData("GET", "/api/me", 401)]
    [InlineData("GET", "/api/auth/nowhere", 404)]
    [InlineData("PUT", "/api/auth/login", 405)]
    [InlineData("GET", "/api/auth/nowhere?token=x", 400)]
    [InlineData("GET", "/app/open?token=x", 200)]
    [InlineData("GET", "/app/private", 401)]
    [InlineData("GET", "/app/open", 200)]
    [InlineData("GET", "/.well-known/jwks.json", 200)]
    [Trait("requirement", "E3")]
    public async Task A_configured_page_can_read_every_answer_errors_included(string method, string path, int status)
    {
        var answer = await host.SendAsync(new ApiRequest(method, path).Origin(Frontend));

        Assert.Equal(status, answer.Status);
        Assert.Equal(Frontend, answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("true", answer.Header("Access-Control-Allow-Credentials"));
        Assert.Equal(
            ["Link", "Retry-After", "WWW-Authenticate", "X-Request-Id"], answer.Header("Access-Control-Expose-Headers")!.Split(',').Order());
    }

    [Theory]
    [InlineData("/api/auth/sessions")]
    [InlineData("/api/auth/nowhere")]
    [InlineData("/app/open")]
    [InlineData("/app/private")]
    [InlineData("/healthz")]
    [InlineData("/.well-known/jwks.json")]
    [InlineData("/")]
    [Trait("requirement", "E3")]
    public async Task Every_answer_varies_by_origin_with_and_without_one(string path)
    {
        foreach (var origin in new[] { null, Frontend, "https://evil.example" })
        {
            var answer = await host.SendAsync(new ApiRequest("GET", path).Origin(origin));

            Assert.Equal("Origin", answer.Header("Vary"));
            Assert.Equal(origin == Frontend ? Frontend : null, answer.Header("Access-Control-Allow-Origin"));
        }
    }

    // The application may grant it, or not, as it would alone.
    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://api.example.com")]
    [InlineData("null")]
    public async Task What_is_not_listed_is_the_applications_to_answer(string origin)
    {
        await using var plain = await TandemHost.StartAsync(new TandemHostSettings
        {
            Configuration = new Dictionary<string, string?> { ["Tandem:PublicUrl"] = "https://api.example.com", ["Tandem:Frontends"] = Frontend },
            HasFallbackPage = false,
        });

        var preflight = await plain.SendAsync(new ApiRequest("OPTIONS", "/app/open").Origin(origin).Header("Access-Control-Request-Method", "GET"));

        Assert.Equal(405, preflight.Status);
        Assert.Null(preflight.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_preflight_needs_no_credentials_and_has_no_effect()
    {
        var signedIn = await host.SignInAsync();

        var answer = await host.SendAsync(new ApiRequest("OPTIONS", "/api/auth/refresh").Cookie(signedIn.RefreshToken)
            .Origin(Frontend).Header("Access-Control-Request-Method", "POST"));

        Assert.Equal(204, answer.Status);
        Assert.Equal(1, (await host.SessionAsync(signedIn.SessionId)).Rotation.Issued);
    }

    private Task<ApiResponse> PreflightAsync(string path, string origin, string method, string headers) => host.SendAsync(
        new ApiRequest("OPTIONS", path).Origin(origin).Header("Access-Control-Request-Method", method)
            .Header("Access-Control-Request-Headers", headers));

    public sealed class Fixture() : HostFixture([("PublicUrl", "https://api.example.com"), ("Frontends", Frontend)]);
}
