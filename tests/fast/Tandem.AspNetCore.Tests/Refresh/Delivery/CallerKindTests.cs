namespace Tandem.AspNetCore.Tests.Refresh.Delivery;

/// <summary>
/// Who may have a refresh token in the body: programs and native apps where <c>body</c> is configured, pages in browsers only where
/// <c>both</c> is. D8.
/// </summary>
[Trait("requirement", "D8")]
public sealed class CallerKindTests
{
    private const string Api = "https://api.example.com";
    private const string Page = "https://crm.example.com";

    /// <summary>Who calls: headers of the caller.</summary>
    public static TheoryData<string, string?, string?> Programs => new()
    {
        { "a program", null, null },
        { "Electron with pages from files", "null", "cross-site" },
        { "Electron with a scheme of its own", "app://crm", "cross-site" },
        { "Capacitor on iOS", "capacitor://localhost", null },
    };

    /// <summary>Pages, one of them old enough to know no Fetch Metadata, one without <c>Origin</c>.</summary>
    public static TheoryData<string, string?, string?> Pages => new()
    {
        { "a page of the front end", Page, "same-site" },
        { "a page of the front end in an old browser", Page, null },
        { "a page of the API itself", Api, "same-origin" },
        { "a page that a proxy robbed of its Origin", null, "same-site" },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_program_gets_its_token_in_the_body_where_body_is_configured(string caller, string? origin, string? site)
    {
        await using var host = await StartAsync("cookie,body");

        var signedIn = (await LoginAsync(host, "body", origin, site)).ShouldBe(200);

        Assert.True(signedIn.BodyRefreshToken is not null && signedIn.SetCookies.Count == 0, caller);
        var refreshed = (await host.SendAsync(Call("refresh", origin, site).Json(new { refreshToken = signedIn.BodyRefreshToken }))).ShouldBe(200);
        Assert.NotNull(refreshed.BodyRefreshToken);
        (await host.SendAsync(Call("logout", origin, site).Json(new { refreshToken = refreshed.BodyRefreshToken }))).ShouldBe(204);
        (await host.RefreshByBodyAsync(refreshed.BodyRefreshToken!)).ShouldBe(401, "session_revoked");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_refused_a_token_in_the_body_where_only_body_is_configured(string caller, string? origin, string? site)
    {
        await using var host = await StartAsync("cookie,body");

        var refused = (await LoginAsync(host, "body", origin, site)).ShouldBe(400, "validation_failed");

        Assert.True(refused.Json.GetProperty("errors").GetProperty("delivery")[0].GetString()!.Contains("list both", StringComparison.Ordinal), caller);
        Assert.Null(refused.BodyRefreshToken);
        Assert.Empty(refused.SetCookies);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_gets_cookie_and_body_where_both_is_configured(string caller, string? origin, string? site)
    {
        await using var host = await StartAsync("cookie,both");

        var signedIn = (await LoginAsync(host, "both", origin, site)).ShouldBe(200);

        Assert.True(signedIn.BodyRefreshToken == signedIn.RefreshCookie?.Value && signedIn.BodyRefreshToken is not null, caller);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("app://other")]
    public async Task What_is_no_configured_page_gets_both_in_the_body_alone(string origin)
    {
        await using var host = await StartAsync("cookie,both");

        var signedIn = (await LoginAsync(host, "both", origin, "cross-site")).ShouldBe(200);

        Assert.NotNull(signedIn.BodyRefreshToken);
        Assert.Empty(signedIn.SetCookies);
    }

    [Fact]
    public async Task A_page_of_another_site_is_refused_both()
    {
        await using var host = await StartAsync("cookie,both");

        var refused = await LoginAsync(host, "both", "https://evil.example", "cross-site");

        refused.ShouldBe(403, "origin_not_allowed");
        Assert.Null(refused.BodyRefreshToken);
    }

    [Theory]
    [InlineData("cookie", false)]
    [InlineData("cookie,body", true)]
    [InlineData("cookie,both", true)]
    public async Task Pages_without_an_origin_may_read_what_needs_no_cookie_where_bodies_deliver_tokens(string delivery, bool granted)
    {
        await using var host = await StartAsync(delivery);
        var cookie = (await LoginAsync(host, "cookie", Page, "same-site")).ShouldBe(200).RefreshToken;

        var preflight = await host.SendAsync(new ApiRequest("OPTIONS", "/api/auth/refresh").Origin("null")
            .Header("Access-Control-Request-Method", "POST").Header("Access-Control-Request-Headers", "content-type"));
        var withCookie = await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookies($"__Host-refreshToken={cookie}").Origin("null"));

        withCookie.ShouldBe(403, "origin_not_allowed");
        foreach (var answer in new[] { preflight, withCookie })
        {
            Assert.Equal(granted ? "null" : null, answer.Header("Access-Control-Allow-Origin"));
            Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
        }
    }

    // Brief 1, Solution 3: cookie first; on any failure the stored token, sent as text without a content type for JSON.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_hybrid_code_of_the_brief_refreshes_with_and_without_the_cookie(bool cookieArrives)
    {
        await using var host = await StartAsync("cookie,both");
        var signedIn = (await LoginAsync(host, "both", Page, "same-site")).ShouldBe(200);

        var first = new ApiRequest("POST", "/api/auth/refresh").Origin(Page);
        var answer = await host.SendAsync(cookieArrives ? first.Cookies($"__Host-refreshToken={signedIn.RefreshToken}") : first);
        if (!cookieArrives)
        {
            answer.ShouldBe(401, "refresh_token_missing");
            answer = await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Origin(Page)
                .Body($$"""{"refreshToken":"{{signedIn.BodyRefreshToken}}"}""", "text/plain;charset=UTF-8"));
        }

        answer.ShouldBe(200);
        Assert.Equal(answer.RefreshCookie!.Value, answer.BodyRefreshToken);
        Assert.NotEqual(signedIn.BodyRefreshToken, answer.BodyRefreshToken);
    }

    [Fact]
    public async Task A_program_of_Node_js_is_no_page_though_its_fetch_tells_a_mode()
    {
        await using var host = await StartAsync("cookie,body");
        var account = await host.CreateAccountAsync();

        var answer = await host.SendAsync(new ApiRequest("POST", "/api/auth/login").Header("Sec-Fetch-Mode", "cors")
            .Json(new { email = account.Email, password = TestAccounts.Password, delivery = "body" }));

        Assert.NotNull(answer.ShouldBe(200).BodyRefreshToken);
    }

    private static Task<TandemHost> StartAsync(string delivery) => TandemHost.StartAsync(
        [("PublicUrl", Api), ("Frontends:0", Page), ("Frontends:1", "capacitor://localhost"), ("Frontends:2", "app://crm"), ("RefreshToken:Delivery", delivery)]);

    private static async Task<ApiResponse> LoginAsync(TandemHost host, string delivery, string? origin, string? site)
    {
        var account = await host.CreateAccountAsync();
        return await host.SendAsync(Call("login", origin, site).Json(new { email = account.Email, password = TestAccounts.Password, delivery }));
    }

    private static ApiRequest Call(string endpoint, string? origin, string? site)
    {
        var request = new ApiRequest("POST", "/api/auth/" + endpoint).Origin(origin);
        return site is null ? request : request.Header("Sec-Fetch-Site", site).Header("Sec-Fetch-Mode", "cors").Header("Sec-Fetch-Dest", "empty");
    }
}
