using Tandem.Operations;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Browsers;

/// <summary>Which pages may use the cookie: the configured ones, compared exactly. E1, E2, E3.</summary>
[Trait("requirement", "E1")]
public sealed class OriginTests(OriginTests.Fixture fixture) : IClassFixture<OriginTests.Fixture>
{
    private readonly TandemHost host = fixture.Host;

    public static TheoryData<string> ForeignOrigins =>
    [
        "https://example.com.evil.example", "https://evilexample.com", "https://app.example.com.", "https://app.example.com.evil.example",
        "https://evil-app.example.com", "https://evil.app.example.com", "https://sub.example.com", "https://example.com",
        "https://app.example.com:444", "https://app.example.com:443", "https://app.example.com:8443", "http://app.example.com",
        "https://APP.example.com", "HTTPS://app.example.com", "https://app.example.com/", "https://app.example.com/login",
        "https://user@app.example.com", "https://app.example.com, https://evil.example", "https://app.example.com https://evil.example",
        "https://app.exámple.com", "https://xn--app-example-com.example", "https://аpp.example.com", "https://app%2eexample.com",
        "null", "", "*", "undefined", "file://", "https://", "app.example.com", "//app.example.com", "capacitor://evil", "http://localhost",
        "https://localhost", "https://127.0.0.1", "ws://app.example.com", "chrome-extension://app.example.com", "capacitor://localhost:80",
    ];

    [Theory]
    [MemberData(nameof(ForeignOrigins))]
    [Trait("requirement", "E3")]
    public async Task Another_origin_is_refused_and_the_token_not_rotated(string origin)
    {
        var signedIn = await fixture.SharedSessionAsync();
        host.Time.Advance(RefusalLog.Window);
        var before = (await host.EventsAsync<OriginRefused>()).Count;

        var answer = (await RefreshAsync(signedIn, origin)).ShouldBe(403, "origin_not_allowed");

        Assert.Empty(answer.SetCookies);
        Assert.Equal(1, (await host.SessionAsync(signedIn.SessionId)).Rotation.Issued);
        Assert.Equal(before + 1, (await host.EventsAsync<OriginRefused>()).Count);
        Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
        // Where tokens are delivered in bodies, pages without an origin may read what needs no cookie.
        Assert.Equal(origin == "null" ? origin : null, answer.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    [Trait("requirement", "E3")]
    public async Task Two_origin_headers_are_refused_even_when_one_is_ours()
    {
        var signedIn = await fixture.SharedSessionAsync();

        var answer = await host.SendRawAsync("POST /api/auth/refresh HTTP/1.1",
            [$"Cookie: {host.CookieName()}={signedIn.RefreshToken}", "Origin: https://app.example.com", "Origin: https://app.example.com",
                "Content-Length: 0"]);

        answer.ShouldBe(403, "origin_not_allowed");
    }

    [Theory]
    [InlineData("https://app.example.com")]
    [InlineData("https://app.example.com:9443")]
    [InlineData("capacitor://localhost")]
    [InlineData("app://crm")]
    [InlineData(null)]
    public async Task A_configured_page_and_a_program_that_is_no_page_may_use_the_cookie(string? origin)
    {
        var signedIn = await host.SignInAsync();

        var answer = (await RefreshAsync(signedIn, origin)).ShouldBe(200);

        Assert.NotNull(answer.RefreshCookie);
        (await host.SendAsync(new ApiRequest("POST", "/api/auth/logout").Cookie(answer.RefreshToken).Origin(origin))).ShouldBe(204);
    }

    [Fact]
    public async Task A_refusal_names_the_origin_and_the_setting_that_would_allow_it()
    {
        var signedIn = await fixture.SharedSessionAsync();

        host.Time.Advance(RefusalLog.Window);
        var answer = await RefreshAsync(signedIn, "https://other.example.com");

        Assert.Contains(
            "Tandem__Frontends__3=https://other.example.com", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var reported = (await host.EventsAsync<OriginRefused>())[^1];
        Assert.Equal(("https://other.example.com", "/api/auth/refresh"), (reported.Origin, reported.Path));
    }

    [Fact]
    public async Task A_very_long_origin_is_refused_and_its_record_bounded()
    {
        var signedIn = await fixture.SharedSessionAsync();

        host.Time.Advance(RefusalLog.Window);
        (await RefreshAsync(signedIn, "https://" + new string('a', 9000) + ".example.com")).ShouldBe(403, "origin_not_allowed");

        Assert.Equal(256, (await host.EventsAsync<OriginRefused>())[^1].Origin.Length);
    }

    [Fact]
    public async Task A_sign_in_by_another_sites_page_is_refused_before_the_password_is_looked_at()
    {
        var account = await host.CreateAccountAsync();

        var answer = await host.SendAsync(new ApiRequest("POST", "/api/auth/login")
            .Origin("https://evil.example").Json(new { email = account.Email, password = TestAccounts.Password }));

        Assert.Empty(answer.ShouldBe(403, "origin_not_allowed").SetCookies);
        Assert.DoesNotContain(await host.EventsAsync<LoginSucceeded>(), login => login.AccountId == account.Id);
    }

    [Fact]
    public async Task Body_tokens_need_no_configured_origin()
    {
        var account = await host.CreateAccountAsync();
        var login = await host.SendAsync(new ApiRequest("POST", "/api/auth/login")
            .Origin("https://elsewhere.example").Json(new { email = account.Email, password = TestAccounts.Password, delivery = "body" }));

        var refreshed = await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh")
            .Origin("https://elsewhere.example").Json(new { refreshToken = login.ShouldBe(200).BodyRefreshToken }));
        var logout = await host.SendAsync(new ApiRequest("POST", "/api/auth/logout")
            .Origin("https://elsewhere.example").Json(new { refreshToken = refreshed.ShouldBe(200).BodyRefreshToken }));

        Assert.Empty(logout.ShouldBe(204).SetCookies);
        (await host.RefreshByBodyAsync(refreshed.BodyRefreshToken!)).ShouldBe(401, "session_revoked");
    }

    // A form on another site can post text/plain that reads as JSON, as a page load, whose answer may set cookies: the visitor would
    // go on in the attacker's session (D7).
    [Theory]
    [InlineData("cookie")]
    [InlineData("both")]
    [Trait("requirement", "D7")]
    public async Task Another_sites_page_cannot_plant_a_session_by_posting_its_token(string delivery)
    {
        var attackers = await host.SignInAsync(delivery: delivery);

        var answer = await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Origin("https://evil.example")
            .Body($$"""{"refreshToken":"{{attackers.RefreshToken}}","x":"="}""", "text/plain"));

        Assert.Empty(answer.ShouldBe(200).SetCookies);
    }

    private Task<ApiResponse> RefreshAsync(ApiResponse holder, string? origin) =>
        host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookie(holder.RefreshToken).Origin(origin));

    public sealed class Fixture() : HostFixture(
    [
        ("PublicUrl", "https://app.example.com"), ("Frontends:0", "https://app.example.com:9443"), ("Frontends:1", "capacitor://localhost"),
        ("Frontends:2", "app://crm"), ("RefreshToken:Delivery", "cookie,body,both"),
    ])
    {
        private ApiResponse? shared;

        /// <summary>A session that no test of refusals may change.</summary>
        public async Task<ApiResponse> SharedSessionAsync() => shared ??= await Host.SignInAsync();
    }
}
