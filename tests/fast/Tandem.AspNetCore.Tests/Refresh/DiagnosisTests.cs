using System.Text.Json;

namespace Tandem.AspNetCore.Tests.Refresh;

/// <summary>A refresh without its cookie is answered with the most likely reason, and the operator reads it in the log.</summary>
public sealed class DiagnosisTests(DiagnosisTests.Fixture fixture) : IClassFixture<DiagnosisTests.Fixture>
{
    private const string Page = "https://crm.example.com";
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData(Page, "same-site", null, "credentials_omitted")]
    [InlineData(Page, "same-site", "_ga=1; theme=dark", "never_stored")]
    [InlineData(Page, "same-site", "__Host-refreshToken=", "cookie_empty")]
    [InlineData(Page, "same-site", "refreshToken=x", "other_cookie_name")]
    [InlineData(Page, "same-site", "a=1;RefreshToken=x", "other_cookie_name")]
    [InlineData("https://shop.example.com", "same-site", null, "origin_not_configured")]
    [InlineData("https://app.example.net", "cross-site", null, "partitioned_per_site")]
    [InlineData("https://api.example.com", "same-origin", null, "not_signed_in")]
    [InlineData("http://crm.example.com", "cross-site", null, "plain_http_page")]
    public async Task The_cause_is_told_with_detail_cure_and_docs(string origin, string site, string? cookies, string cause)
    {
        var request = new ApiRequest("POST", "/api/auth/refresh").Origin(origin).Header("Sec-Fetch-Site", site);

        var answer = (await host.SendAsync(cookies is null ? request : request.Cookies(cookies))).ShouldBe(401, "refresh_token_missing");

        var told = answer.Json.GetProperty("diagnosis");
        Assert.Equal(cause, told.GetProperty("cause").GetString());
        Assert.Equal($"docs/guides/cookie-does-not-arrive.md#{cause}", told.GetProperty("docs").GetString());
        Assert.All(["detail", "fix"], member => Assert.NotEmpty(told.GetProperty(member).GetString()!));
        Assert.NotEmpty(host.Logs.With($"({cause})"));
        Assert.Empty(answer.SetCookies);
    }

    [Fact]
    public async Task The_log_names_the_command_that_explains_the_cause()
    {
        var request = new ApiRequest("POST", "/api/auth/refresh").Origin(Page).Header("Sec-Fetch-Site", "same-site").Cookies("_ga=2");

        await host.SendAsync(request);

        Assert.NotEmpty(host.Logs.With("More: tandem explain never_stored"));
    }

    [Fact]
    public async Task Diagnoses_link_to_the_published_documentation()
    {
        await using var published = await TandemHost.StartAsync(
            ("PublicUrl", "https://api.example.com"), ("Frontends:0", Page), ("DocsUrl", "https://docs.example.com/tandem/"));
        var request = new ApiRequest("POST", "/api/auth/refresh").Origin(Page).Header("Sec-Fetch-Site", "same-site");

        var answer = await published.SendAsync(request);

        const string address = "https://docs.example.com/tandem/docs/guides/cookie-does-not-arrive.html#credentials_omitted";
        Assert.Equal(address, answer.Json.GetProperty("diagnosis").GetProperty("docs").GetString());
        Assert.NotEmpty(published.Logs.With($"More: {address}"));
        Assert.Equal("https://docs.example.com/tandem/docs/reference/errors.html#refresh_token_missing", answer.Json.GetProperty("docs").GetString());
    }

    [Fact]
    public async Task Of_a_program_nothing_is_told()
    {
        var answer = (await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh"))).ShouldBe(401, "refresh_token_missing");

        Assert.False(answer.Json.TryGetProperty("docs", out _));
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("diagnosis").ValueKind);
    }

    [Fact]
    public async Task An_access_token_of_a_living_session_makes_it_certain_even_when_it_has_expired_and_one_of_a_dead_session_does_not()
    {
        await using var other = await TandemHost.StartAsync([("PublicUrl", "https://api.example.com"), ("Frontends:0", Page)]);
        var signedIn = await other.SignInAsync();
        other.Time.Advance(TimeSpan.FromMinutes(20));
        await AskAsync(other, signedIn.AccessToken!);
        Assert.NotEmpty(other.Logs.With(" 1301 ", "(credentials_omitted)"));

        await other.SendAsync(new ApiRequest("POST", "/api/auth/logout").Cookies($"__Host-refreshToken={signedIn.RefreshToken}"));
        other.Time.Advance(TimeSpan.FromMinutes(2));
        await AskAsync(other, signedIn.AccessToken!);
        Assert.NotEmpty(other.Logs.With(" 1302 ", "(credentials_omitted)"));
    }

    [Fact]
    public async Task One_line_a_minute_is_logged_for_each_cause_and_page()
    {
        await using var other = await TandemHost.StartAsync([("PublicUrl", "https://api.example.com")]);
        for (var minute = 1; minute <= 2; minute++)
        {
            for (var asked = 0; asked < 20; asked++)
                await other.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Origin("https://shop.example.com"));
            Assert.Equal(minute, other.Logs.With(" 1301 ").Count());
            other.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task A_program_that_signed_in_and_keeps_no_cookie_is_told_of_jars_and_of_tokens_in_the_body_for_half_an_hour()
    {
        await using var other = await TandemHost.StartAsync([("PublicUrl", "https://api.example.com"), ("ForwardedHeaders:KnownProxies:0", "127.0.0.1")]);
        await other.SignInAsync();
        var refresh = new ApiRequest("POST", "/api/auth/refresh");
        var ofAnother = new ApiRequest("POST", "/api/auth/refresh").Header("X-Forwarded-For", "203.0.113.7");

        var told = (await other.SendAsync(refresh)).ShouldBe(401, "refresh_token_missing").Json.GetProperty("diagnosis");

        Assert.Equal("client_keeps_no_cookie", told.GetProperty("cause").GetString());
        Assert.EndsWith("Tandem__RefreshToken__Delivery__0=cookie Tandem__RefreshToken__Delivery__1=body", told.GetProperty("fix").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(other.Logs.With(" 1302 ", "(client_keeps_no_cookie)"));
        Assert.Equal(JsonValueKind.Null, (await other.SendAsync(ofAnother)).Json.GetProperty("diagnosis").ValueKind);
        other.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(JsonValueKind.Null, (await other.SendAsync(refresh)).Json.GetProperty("diagnosis").ValueKind);
    }

    [Fact]
    public async Task The_sign_in_of_a_page_says_nothing_of_programs_at_the_same_address()
    {
        await using var other = await TandemHost.StartAsync([("PublicUrl", "https://api.example.com"), ("Frontends:0", Page)]);
        var account = await other.CreateAccountAsync();
        (await other.SendAsync(new ApiRequest("POST", "/api/auth/login").Origin(Page).Json(new { account.Email, password = TestAccounts.Password }))).ShouldBe(200);

        var answer = await other.SendAsync(new ApiRequest("POST", "/api/auth/refresh"));

        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("diagnosis").ValueKind);
    }

    private static async Task AskAsync(TandemHost host, string accessToken) => (await host.SendAsync(
        new ApiRequest("POST", "/api/auth/refresh").Origin(Page).Header("Sec-Fetch-Site", "same-site").Bearer(accessToken))).ShouldBe(401, "refresh_token_missing");

    public sealed class Fixture() : HostFixture(
        [("PublicUrl", "https://api.example.com"), ("Frontends:0", Page), ("Frontends:1", "https://app.example.net")]);
}
