namespace Tandem.AspNetCore.Tests.Http.Bodies;

/// <summary>Headers that no client of ours sends. V35, E8.</summary>
[Trait("requirement", "V35")]
public sealed class BadHeaderTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    public static TheoryData<string, string> Authorizations => new()
    {
        { "", "access_token_missing" },
        { "Bearer", "access_token_missing" },
        { "BearerX abc", "access_token_missing" },
        { "Basic dXNlcjpwYXNzd29yZA==", "access_token_missing" },
        { "Digest username=\"x\"", "access_token_missing" },
        { "Negotiate", "access_token_missing" },
        { ", Bearer abc", "access_token_missing" },
        { "Bearer\tabc", "access_token_missing" },
        { "eyJhbGciOiJub25lIn0.e30.", "access_token_missing" },
        { "Bearer a", "access_token_invalid" },
        { "bearer a.b.c", "access_token_invalid" },
        { "BEARER ..", "access_token_invalid" },
        { "Bearer  a", "access_token_invalid" },
        { "Bearer a b", "access_token_invalid" },
        { "Bearer a,b", "access_token_invalid" },
        { "Bearer \"a\"", "access_token_invalid" },
        { "Bearer null", "access_token_invalid" },
        { "Bearer undefined", "access_token_invalid" },
        { "Bearer é😀", "access_token_invalid" },
        { "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "access_token_invalid" },
        { "Bearer eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.eyJzdWIiOiIxIn0.", "access_token_invalid" },
        { "Bearer a.b.c.d.e", "access_token_invalid" },
    };

    [Theory]
    [MemberData(nameof(Authorizations))]
    public async Task A_bad_authorization_is_401_where_one_is_needed_and_never_a_fault(string authorization, string code)
    {
        foreach (var operation in await Operation.AllAsync(host))
        {
            var answer = await host.SendAsync(operation.Request().Header("Authorization", authorization));
            Assert.True(answer.Status < 500, $"{operation} {authorization}: {answer.Status} {answer.Fault}");
            if (operation.Statuses.Contains(401) && !operation.HasBody)
                answer.ShouldBe(401, code).ShouldBeProblem($"{operation} {authorization}");
        }
    }

    // RFC 9110 §11.4: the scheme and what follows are apart by one blank or more.
    [Theory]
    [InlineData("Bearer {0}")]
    [InlineData("Bearer   {0}")]
    [InlineData("bearer  {0}  ")]
    public async Task Several_blanks_before_a_good_token_are_taken(string authorization)
    {
        var signedIn = await host.SignInAsync();

        (await host.SendRawAsync("GET /api/me HTTP/1.1", ["Authorization: " + string.Format(null, authorization, signedIn.AccessToken)])).ShouldBe(200);
    }

    [Fact]
    public async Task Two_authorizations_are_as_good_as_none()
    {
        var signedIn = await host.SignInAsync();

        var answer = await host.SendRawAsync(
            "GET /api/me HTTP/1.1", [$"Authorization: Bearer {signedIn.AccessToken}", $"Authorization: Bearer {signedIn.AccessToken}"]);

        answer.ShouldBe(401, "access_token_missing").ShouldBeProblem("two tokens");
    }

    [Fact]
    public async Task A_token_of_many_kilobytes_is_invalid()
    {
        foreach (var token in new[] { new string('a', 20_000), "a." + new string('a', 20_000) + ".a", new string('.', 20_000) })
            (await host.MeAsync(token)).ShouldBe(401, "access_token_invalid");
    }

    [Fact]
    public async Task Headers_beyond_the_web_servers_limit_are_refused_by_it()
    {
        var answer = await host.SendRawAsync("GET /healthz HTTP/1.1", ["X-Large: " + new string('a', 40_000)]);
        var many = await host.SendRawAsync("GET /healthz HTTP/1.1", Enumerable.Range(0, 200).Select(header => $"X-{header}: a"));

        Assert.Equal(431, answer.Status);
        Assert.Equal(431, many.Status);
    }

    [Theory]
    [InlineData("GARBAGE")]
    [InlineData("GET /api/me")]
    [InlineData("GET /api/%00 HTTP/1.1")]
    [InlineData("POST /api/auth/refresh HTTP/9.9")]
    public async Task What_is_not_http_is_refused_by_the_web_server(string requestLine)
    {
        var answer = await host.SendRawAsync(requestLine, []);

        Assert.InRange(answer.Status, 400, 505);
        Assert.NotEqual(500, answer.Status);
    }

    [Theory]
    [InlineData("Accept", "text/html")]
    [InlineData("Accept", "garbage;;;q=x")]
    [InlineData("Accept-Encoding", "gzip, br")]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("X-Original-URL", "/api/me")]
    [InlineData("X-Rewrite-URL", "/api/me")]
    [InlineData("Forwarded", "for=\"[::1]\";host=evil.example;proto=https")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Request-Id", "chosen-by-the-client")]
    [InlineData("traceparent", "garbage")]
    [InlineData("Range", "bytes=0-1")]
    [InlineData("If-None-Match", "*")]
    [InlineData("User-Agent", "😀\u202e'; DROP TABLE sessions --")]
    [InlineData("Content-Encoding", "gzip")]
    public async Task A_header_that_means_nothing_here_changes_nothing(string name, string value)
    {
        var signedIn = await host.SignInAsync();

        var me = (await host.SendAsync(new ApiRequest("GET", "/api/me").Bearer(signedIn.AccessToken).Header(name, value))).ShouldBe(200);
        var refreshed = await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookie(signedIn.RefreshToken).Header(name, value));
        var refused = (await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Header(name, value))).ShouldBeProblem(name);

        Assert.Matches("^[0-9a-f]{24}$", me.Header("X-Request-Id"));
        Assert.Equal(host.CookieName(), refreshed.ShouldBe(200).RefreshCookie!.Name);
        Assert.Equal(host.Origin, refreshed.Claims().GetProperty("iss").GetString());
        Assert.DoesNotContain("evil", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_agent_of_any_length_is_recorded_bounded()
    {
        var account = await host.CreateAccountAsync();

        var signedIn = await host.SendAsync(new ApiRequest("POST", "/api/auth/login")
            .Header("User-Agent", new string('a', 255) + "😀" + new string('b', 5_000))
            .Json(new { email = account.Email, password = TestAccounts.Password }));

        Assert.True((await host.SessionAsync(signedIn.ShouldBe(200).SessionId)).Client.UserAgent.Length <= 256);
        (await host.GetAsync("/api/auth/sessions", signedIn.AccessToken)).ShouldBe(200);
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
    }
}
