namespace Tandem.AspNetCore.Tests.CookieSessions;

/// <summary>Requests that may change something need a page of ours and the session's CSRF token. E1, E2.</summary>
[Trait("requirement", "E1")]
public sealed class CookieSessionCsrfTests(CookieSessionFixture fixture) : IClassFixture<CookieSessionFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task With_the_token_in_the_header_a_request_is_signed_in_and_without_it_is_not(string method)
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);

        (await visitor.SendAsync(new ApiRequest(method, "/page").Origin(host.Origin))).ShouldBe(403, "csrf_token_invalid");
        (await visitor.SendAsync(new ApiRequest(method, "/page").Origin(host.Origin).Header("X-CSRF-Token", await visitor.CsrfTokenAsync())))
            .ShouldBe(200);
    }

    [Fact]
    public async Task A_form_has_the_token_in_a_field()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);

        Assert.Equal("changed", (await visitor.PostAsync("/page", ("csrf_token", await visitor.CsrfTokenAsync()))).ShouldBe(200).Body);
        (await visitor.PostAsync("/page", ("other", "field"))).ShouldBe(403);
        (await visitor.PostAsync("/page", ("csrf_token", await visitor.CsrfTokenAsync()), ("csrf_token", "x"))).ShouldBe(403);
    }

    [Fact]
    public async Task A_multipart_form_has_it_too()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var body = $"--b\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n{await visitor.CsrfTokenAsync()}\r\n--b--\r\n";

        (await visitor.SendAsync(new ApiRequest("POST", "/page").Origin(host.Origin).Body(body, "multipart/form-data; boundary=b"))).ShouldBe(200);
        (await visitor.SendAsync(new ApiRequest("POST", "/page").Origin(host.Origin).Body(body[..30], "multipart/form-data; boundary=b")))
            .ShouldBe(403, "csrf_token_invalid");
    }

    [Fact]
    public async Task A_token_is_that_of_one_session_and_of_no_other()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var other = await CookieSessionBrowser.SignedInAsync(host);
        var again = await CookieSessionBrowser.SignedInAsync(host, visitor.Account);

        foreach (var foreign in new[] { await other.CsrfTokenAsync(), await again.CsrfTokenAsync() })
            (await PostAsync(visitor, foreign)).ShouldBe(403, "csrf_token_invalid");
    }

    [Fact]
    public async Task A_token_from_before_the_sign_in_is_worthless_after_it()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var before = await visitor.CsrfTokenAsync();

        await visitor.SignInAsync(visitor.Account);

        (await PostAsync(visitor, before)).ShouldBe(403, "csrf_token_invalid");
    }

    [Fact]
    public async Task Each_rendering_has_another_and_all_of_them_are_good_until_the_end()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var first = await visitor.CsrfTokenAsync();
        host.Time.Advance(TimeSpan.FromDays(6));
        var second = await visitor.CsrfTokenAsync();

        Assert.NotEqual(first, second);
        (await PostAsync(visitor, first)).ShouldBe(200);
        (await PostAsync(visitor, second)).ShouldBe(200);
    }

    [Fact]
    public async Task Whatever_character_of_a_token_is_changed_it_is_refused()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var token = await visitor.CsrfTokenAsync();

        for (var at = 0; at < token.Length; at++)
            (await PostAsync(visitor, token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..])).ShouldBe(403, "csrf_token_invalid");
        foreach (var malformed in new[] { "", "x", token[..63], token + "A", token + "=", token[..63] + "!", new string('A', 64), visitor.Cookie! })
            (await PostAsync(visitor, malformed)).ShouldBe(403, "csrf_token_invalid");
    }

    [Theory]
    [InlineData("https://evil.example", null)]
    [InlineData("http://sibling.localhost", "same-site")]
    [InlineData("null", "cross-site")]
    [InlineData("null", null)]
    [InlineData(null, "cross-site")]
    [InlineData(null, "same-site")]
    [Trait("requirement", "E2")]
    public async Task A_foreign_page_is_refused_even_with_the_token(string? origin, string? site)
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var request = new ApiRequest("POST", "/page").Header("X-CSRF-Token", await visitor.CsrfTokenAsync()).Origin(origin);

        (await visitor.SendAsync(site is null ? request : request.Header("Sec-Fetch-Site", site))).ShouldBe(403, "csrf_token_invalid");
    }

    [Fact]
    public async Task Where_nobody_must_be_signed_in_a_request_without_the_token_is_nobodys()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);

        Assert.Equal("somebody", (await visitor.GetAsync("/public")).Body);
        Assert.Equal("nobody", (await visitor.PostAsync("/public")).Body);
        Assert.Equal("somebody", (await visitor.PostAsync("/public", ("csrf_token", await visitor.CsrfTokenAsync()))).Body);
    }

    [Theory]
    [InlineData(null, 403)]
    [InlineData("https://evil.example", 403)]
    [InlineData("", 200)]
    public async Task A_WebSocket_is_opened_by_a_page_of_ours_alone(string? origin, int status)
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        List<string> headers = [$"Cookie: session={visitor.Cookie}", "Connection: close, Upgrade", "Upgrade: websocket"];
        if (origin is not null)
            headers.Add($"Origin: {(origin.Length > 0 ? origin : host.Origin)}");

        var answer = await host.SendRawAsync("GET /page HTTP/1.1", headers);

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task An_upgrade_header_is_no_way_round_the_token()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);

        var answer = await host.SendRawAsync("POST /page HTTP/1.1",
            [$"Cookie: session={visitor.Cookie}", "Connection: close, Upgrade", "Upgrade: websocket", $"Origin: {host.Origin}", "Content-Length: 0"]);

        answer.ShouldBe(403, "csrf_token_invalid");
    }

    [Fact]
    public async Task The_check_costs_no_look_into_the_database()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var store = host.Get<FailingSessionStore>();

        store.Away = true;
        var answer = await PostAsync(visitor, "x");
        store.Away = false;

        answer.ShouldBe(403, "csrf_token_invalid");
    }

    [Fact]
    public async Task Tandems_own_endpoints_do_not_know_the_cookie()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var csrf = await visitor.CsrfTokenAsync();

        (await visitor.SendAsync(new ApiRequest("GET", "/api/me"))).ShouldBe(401, "access_token_missing");
        (await visitor.SendAsync(new ApiRequest("POST", "/api/auth/logout-all").Origin(host.Origin).Header("X-CSRF-Token", csrf)))
            .ShouldBe(401, "access_token_missing");
        Assert.Null((await visitor.SessionAsync()).RevokedAt);
    }

    private Task<ApiResponse> PostAsync(CookieSessionBrowser visitor, string token) =>
        visitor.SendAsync(new ApiRequest("POST", "/page").Origin(host.Origin).Header("X-CSRF-Token", token));
}
