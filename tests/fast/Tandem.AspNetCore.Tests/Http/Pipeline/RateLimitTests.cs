using System.Globalization;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.Operations;

namespace Tandem.AspNetCore.Tests.Http.Pipeline;

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

        Assert.Equal("60", refused.Header("Retry-After"));
    }

    [Theory]
    [InlineData(0, "60")]
    [InlineData(1, "60")]
    [InlineData(999, "60")]
    [InlineData(1_000, "59")]
    [InlineData(58_999, "2")]
    [InlineData(59_000, "1")]
    [InlineData(59_999, "1")]
    public async Task Whoever_waits_the_whole_seconds_that_it_says_gets_through(int after, string seconds)
    {
        await using var host = await TandemHost.StartAsync(Limited);
        for (var request = 0; request < 3; request++)
            await LoginAsync(host);
        host.Time.Advance(TimeSpan.FromMilliseconds(after));

        Assert.Equal(seconds, (await LoginAsync(host)).ShouldBe(429, "rate_limited").Header("Retry-After"));
        host.Time.Advance(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
        (await LoginAsync(host)).ShouldBe(415, "unsupported_media_type");
    }

    [Fact]
    public async Task The_window_is_closed_a_millisecond_before_its_end_and_open_at_its_end()
    {
        await using var host = await TandemHost.StartAsync(Limited);
        for (var request = 0; request < 3; request++)
            await LoginAsync(host);

        host.Time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromMilliseconds(1));
        (await LoginAsync(host)).ShouldBe(429, "rate_limited");
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        for (var request = 0; request < 3; request++)
            (await LoginAsync(host)).ShouldBe(415, "unsupported_media_type");
        (await LoginAsync(host)).ShouldBe(429, "rate_limited");
    }

    [Fact]
    public async Task An_excess_is_reported_once_in_a_minute_for_each_address_and_group()
    {
        await using var host = await TandemHost.StartAsync(BehindProxy);
        foreach (var address in new[] { "203.0.113.7", "203.0.113.8" })
        {
            for (var request = 0; request < 12; request++)
            {
                await LoginAsync(host, "X-Forwarded-For", address);
                await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Header("X-Forwarded-For", address));
            }
        }

        var reported = (await host.EventsAsync<RateLimited>()).Select(one => $"{one.Group} {one.Context.Address}").Order();
        Assert.Equal(["login 203.0.113.7", "login 203.0.113.8", "refresh 203.0.113.7", "refresh 203.0.113.8"], reported);

        host.Time.Advance(TimeSpan.FromMinutes(1));
        for (var request = 0; request < 12; request++)
            await LoginAsync(host, "X-Forwarded-For", "203.0.113.7");
        Assert.Equal(5, (await host.EventsAsync<RateLimited>()).Count);
    }

    [Fact]
    public async Task An_endpoint_of_the_mail_group_is_limited_by_address_and_by_account()
    {
        await using var host = await TandemHost.StartAsync(new TandemHostSettings
        {
            Configuration = new Dictionary<string, string?>
            {
                ["Tandem:RateLimits:IncludeLoopback"] = "true",
                ["Tandem:RateLimits:PerAddress:Mail"] = "2",
                ["Tandem:RateLimits:PerAccount:Mail"] = "3",
            },
            Map = app =>
            {
                app.MapTandem();
                app.MapPost("/mail", () => Results.Accepted()).WithMetadata(new TandemEndpoint(RateLimitGroup.Mail));
            },
        });

        foreach (var status in new[] { 202, 202, 429 })
            Assert.Equal(status, (await host.SendAsync(new ApiRequest("POST", "/mail"))).Status);
        Assert.Equal("mail", Assert.Single(await host.EventsAsync<RateLimited>()).Group);

        var limits = host.Get<RateLimits>();
        for (var mail = 0; mail < 3; mail++)
            Assert.Null(limits.MailExceeds("ada@example.com"));
        Assert.Equal(TimeSpan.FromMinutes(1), limits.MailExceeds("ada@example.com"));
        Assert.Null(limits.MailExceeds("grace@example.com"));
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

    // A proxy on this machine that nobody configured would exempt the whole world.
    [Theory]
    [InlineData("https://auth.example.com", null)]
    [InlineData("https://auth.example.com", "203.0.113.7")]
    [InlineData("https://auth.example.com/api", null)]
    public async Task Loopback_is_limited_where_the_public_url_is_elsewhere(string publicUrl, string? forwardedFor)
    {
        await using var host = await TandemHost.StartAsync([("RateLimits:PerAddress:Login", "2"), ("PublicUrl", publicUrl)]);
        for (var request = 0; request < 2; request++)
            (await LoginAsync(host, forwardedFor is null ? null : "X-Forwarded-For", forwardedFor ?? "")).ShouldBe(415, "unsupported_media_type");

        (await LoginAsync(host, forwardedFor is null ? null : "X-Forwarded-For", forwardedFor ?? "")).ShouldBe(429, "rate_limited");
    }

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("https://localhost:5443")]
    public async Task Loopback_is_not_limited_where_the_public_url_is_a_loopback_host(string publicUrl)
    {
        await using var host = await TandemHost.StartAsync([("RateLimits:PerAddress:Login", "2"), ("PublicUrl", publicUrl)]);

        for (var request = 0; request < 10; request++)
            (await LoginAsync(host)).ShouldBe(415, "unsupported_media_type");
    }

    // V30, CVE-2024-47070: what a proxy passes on must not switch a check off.
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("unknown")]
    [InlineData("203.0.113.7,")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("127.0.0.1:80")]
    [InlineData("2130706433")]
    public async Task What_comes_through_a_proxy_on_this_machine_is_limited_whatever_it_says_or_does_not_say(string? forwardedFor)
    {
        await using var host = await TandemHost.StartAsync(
            [("ForwardedHeaders:KnownProxies", "127.0.0.1"), ("RateLimits:PerAddress:Login", "2")]);
        for (var request = 0; request < 2; request++)
            (await LoginAsync(host, forwardedFor is null ? null : "X-Forwarded-For", forwardedFor ?? "")).ShouldBe(415, "unsupported_media_type");

        (await LoginAsync(host, forwardedFor is null ? null : "X-Forwarded-For", forwardedFor ?? "")).ShouldBe(429, "rate_limited");
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

    private static Task<ApiResponse> LoginAsync(TandemHost host, string? header = null, string value = "")
    {
        var request = new ApiRequest("POST", "/api/auth/login");
        return host.SendAsync(header is null ? request : request.Header(header, value));
    }
}
