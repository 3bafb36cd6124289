namespace Tandem.AspNetCore.Tests.Pipeline;

/// <summary>Requests a minute, by address and group. E9, V30.</summary>
[Trait("requirement", "E9")]
public sealed class RateLimitTests
{
    private static readonly (string, string)[] Limited =
        [("RateLimits:IncludeLoopback", "true"), ("RateLimits:PerAddress:Login", "3"), ("RateLimits:PerAddress:Refresh", "5")];

    private static readonly (string, string)[] BehindProxy = [.. Limited, ("ForwardedHeaders:KnownProxies", "127.0.0.0/8")];

    [Fact]
    public async Task The_request_after_the_last_allowed_one_is_told_when_to_come_back()
    {
        await using var host = await TandemHost.StartAsync(Limited);
        for (var request = 0; request < 3; request++)
            (await LoginAsync(host)).ShouldBe(415, "unsupported_media_type");

        var refused = (await LoginAsync(host)).ShouldBe(429, "rate_limited").ShouldBeProblem("one too many");

        Assert.InRange(int.Parse(refused.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
    }

    [Fact]
    public async Task Groups_are_counted_apart_and_a_groups_endpoints_together()
    {
        await using var host = await TandemHost.StartAsync(Limited);
        for (var request = 0; request < 4; request++)
            await LoginAsync(host);

        for (var request = 0; request < 5; request++)
            Assert.NotEqual(429, (request % 2 == 0 ? await host.RefreshAsync(null) : await host.LogoutAsync(null)).Status);

        (await host.RefreshAsync(null)).ShouldBe(429, "rate_limited");
        (await host.LogoutAsync(null)).ShouldBe(429, "rate_limited");
        for (var request = 0; request < 10; request++)
        {
            (await host.MeAsync(null)).ShouldBe(401, "access_token_missing");
            (await host.GetAsync(ApplicationEndpoints.Open)).ShouldBe(200);
            (await host.SendAsync(new ApiRequest("PUT", "/api/auth/login"))).ShouldBe(405, "method_not_allowed");
        }
    }

    [Fact]
    public async Task A_limited_refresh_leaves_session_and_cookie_alone()
    {
        await using var host = await TandemHost.StartAsync(Limited);
        var signedIn = await host.SignInAsync();
        for (var request = 0; request < 5; request++)
            await host.LogoutAsync(null);

        var refused = (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(429, "rate_limited");

        Assert.Empty(refused.SetCookies);
        Assert.Equal(1, (await host.SessionAsync(signedIn.SessionId)).Rotation.Issued);
    }

    [Fact]
    public async Task Loopback_is_not_limited_unless_asked_for()
    {
        await using var host = await TandemHost.StartAsync([("RateLimits:PerAddress:Login", "2")]);

        for (var request = 0; request < 10; request++)
            (await LoginAsync(host)).ShouldBe(415, "unsupported_media_type");
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.{0}")]
    [InlineData("X-Forwarded-For", "garbage{0}")]
    [InlineData("X-Real-IP", "203.0.113.{0}")]
    [InlineData("Forwarded", "for=203.0.113.{0}")]
    [InlineData("True-Client-IP", "203.0.113.{0}")]
    public async Task Without_a_known_proxy_no_header_changes_who_is_counted(string header, string value)
    {
        await using var host = await TandemHost.StartAsync(Limited);
        for (var request = 0; request < 3; request++)
            await LoginAsync(host, header, string.Format(null, value, request));

        (await LoginAsync(host, header, string.Format(null, value, 99))).ShouldBe(429, "rate_limited");
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", "203.0.113.8")]
    [InlineData("2001:db8:1:2::a", "2001:db8:1:2:ffff::b", "2001:db8:1:3::a")]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", "::ffff:203.0.113.8")]
    [InlineData("203.0.113.7", "198.51.100.1, 203.0.113.7", "203.0.113.7, 198.51.100.1")]
    public async Task Behind_a_known_proxy_the_last_address_it_tells_is_counted_ipv6_by_network(string address, string same, string other)
    {
        await using var host = await TandemHost.StartAsync(BehindProxy);
        for (var request = 0; request < 3; request++)
            await LoginAsync(host, "X-Forwarded-For", address);

        (await LoginAsync(host, "X-Forwarded-For", same)).ShouldBe(429, "rate_limited");
        (await LoginAsync(host, "X-Forwarded-For", other)).ShouldBe(415, "unsupported_media_type");
    }

    private static Task<Answer> LoginAsync(TandemHost host, string? header = null, string value = "")
    {
        var request = new ApiRequest("POST", "/api/auth/login");
        return host.SendAsync(header is null ? request : request.Header(header, value));
    }
}
