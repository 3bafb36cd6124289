namespace Tandem.AspNetCore.Tests.Http.Pipeline;

/// <summary>
/// The stages of a request in their order, each pair seen in a request that violates both: request id, CORS, query, rate limit, body,
/// authentication, authorization, validation.
/// </summary>
public sealed class OrderTests(OrderTests.Fixture fixture) : IClassFixture<OrderTests.Fixture>
{
    private const string Frontend = "http://localhost:5173";
    private static readonly byte[] TooLarge = new byte[20_000];
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task The_request_id_comes_before_cors()
    {
        var preflight = await host.SendAsync(
            new ApiRequest("OPTIONS", "/api/auth/login").Origin(Frontend).Header("Access-Control-Request-Method", "POST"));

        Assert.Equal(204, preflight.Status);
        Assert.Matches("^[0-9a-f]{24}$", preflight.Header("X-Request-Id"));
    }

    [Fact]
    public async Task Cors_comes_before_the_rate_limit()
    {
        await ExhaustAsync();

        var refused = (await host.SendAsync(new ApiRequest("POST", "/api/auth/login").Origin(Frontend))).ShouldBe(429, "rate_limited");
        var preflight = await host.SendAsync(
            new ApiRequest("OPTIONS", "/api/auth/login").Origin(Frontend).Header("Access-Control-Request-Method", "POST"));

        Assert.Equal(Frontend, refused.Header("Access-Control-Allow-Origin"));
        Assert.Equal(204, preflight.Status);
    }

    [Fact]
    public async Task A_token_in_the_query_comes_before_the_rate_limit()
    {
        await ExhaustAsync();

        (await host.SendAsync(new ApiRequest("POST", "/api/auth/login?token=x"))).ShouldBe(400, "token_in_query");
    }

    [Fact]
    public async Task The_rate_limit_comes_before_the_body()
    {
        await ExhaustAsync();

        (await host.SendAsync(new ApiRequest("POST", "/api/auth/login").Body(TooLarge))).ShouldBe(429, "rate_limited");
    }

    [Fact]
    public async Task The_body_comes_before_authentication()
    {
        (await host.SendAsync(new ApiRequest("POST", "/api/auth/logout-all").Bearer("garbage").Body(TooLarge)))
            .ShouldBe(413, "body_too_large");
    }

    [Fact]
    public async Task Authentication_comes_before_authorization()
    {
        (await host.SendAsync(new ApiRequest("POST", ApplicationEndpoints.Admin).Bearer("garbage"))).ShouldBe(401, "access_token_invalid");
        (await host.SendAsync(new ApiRequest("POST", ApplicationEndpoints.Admin))).ShouldBe(401, "access_token_missing");
    }

    [Fact]
    public async Task Authorization_comes_before_validation()
    {
        var user = fixture.User;

        (await host.SendAsync(new ApiRequest("POST", ApplicationEndpoints.Admin).Bearer(user.AccessToken).Json(new { nonsense = 1 })))
            .ShouldBe(403, "forbidden");
    }

    [Fact]
    public async Task Validation_comes_last_and_is_the_applications()
    {
        var admin = fixture.Admin;

        var answer = await host.SendAsync(
            new ApiRequest("POST", ApplicationEndpoints.Admin).Bearer(admin.AccessToken).Json(new { nonsense = 1 }));

        Assert.Equal((400, "\"name is missing\""), (answer.Status, answer.Body));
        Assert.Null(answer.Header("X-Request-Id"));
    }

    [Fact]
    public async Task A_long_body_of_the_applications_own_endpoints_is_the_applications_business()
    {
        var admin = fixture.Admin;

        var answer = await host.SendAsync(
            new ApiRequest("POST", ApplicationEndpoints.Admin).Bearer(admin.AccessToken).Json(new { name = new string('a', 100_000) }));

        answer.ShouldBe(200);
    }

    private async Task ExhaustAsync()
    {
        for (var request = 0; request < Fixture.LoginsPerMinute; request++)
            await host.SendAsync(new ApiRequest("POST", "/api/auth/login"));
    }

    public sealed class Fixture() : HostFixture(
        [("Frontends", Frontend), ("RateLimits:IncludeLoopback", "true"), ("RateLimits:PerAddress:Login", "4")])
    {
        public const int LoginsPerMinute = 4;
        private readonly Dictionary<string, ApiResponse> people = [];

        public ApiResponse User => people["user"];

        public ApiResponse Admin => people["admin"];

        // Signed in before a test uses up what the limit allows.
        protected override async Task PrepareAsync()
        {
            foreach (var role in new[] { "user", "admin" })
                people[role] = await Host.SignInAsync(roles: [role]);
        }
    }
}
