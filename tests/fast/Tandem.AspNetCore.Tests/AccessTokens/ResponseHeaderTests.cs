namespace Tandem.AspNetCore.Tests.AccessTokens;

/// <summary>Headers of every answer of every endpoint. C12, E6, V33.</summary>
[Trait("requirement", "C12")]
public sealed class ResponseHeaderTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private static readonly string[] Cacheable = ["/.well-known/jwks.json", "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"];
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task No_answer_may_be_stored_but_public_keys_and_metadata()
    {
        foreach (var (sent, answer) in await AnswersAsync())
        {
            var expected = answer.Status == 200 && Cacheable.Any(path => sent.EndsWith(path, StringComparison.Ordinal))
                ? "public, max-age=300" : "no-store";
            Assert.True(answer.Header("Cache-Control") == expected, $"{sent}: {answer.Status} {answer.Header("Cache-Control")}");
        }
    }

    [Fact]
    [Trait("requirement", "E6")]
    public async Task Every_answer_has_the_protective_headers_and_no_banner()
    {
        foreach (var (sent, answer) in await AnswersAsync())
        {
            Assert.True(answer.Header("X-Content-Type-Options") == "nosniff", sent);
            Assert.True(answer.Header("Referrer-Policy") == "no-referrer", sent);
            Assert.True(answer.Header("Content-Security-Policy") == "default-src 'none'; frame-ancestors 'none'; base-uri 'none'", sent);
            Assert.True(answer.Header("X-Request-Id") is { Length: 24 }, sent);
            Assert.Null(answer.Header("X-Powered-By"));
            Assert.Null(answer.Header("Strict-Transport-Security"));
        }
    }

    [Fact]
    [Trait("requirement", "E6")]
    public async Task Over_https_browsers_are_told_to_stay_there()
    {
        await using var secure = await TandemHost.StartAsync([("PublicUrl", "https://auth.example.com")]);

        foreach (var path in new[] { "/api/me", "/healthz", "/api/auth/nowhere" })
            Assert.Equal("max-age=31536000", (await secure.GetAsync(path)).Header("Strict-Transport-Security"));
        Assert.Null((await secure.GetAsync("/app/open")).Header("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("true", "max-age=31536000", "nosniff")]
    [InlineData("True", "max-age=31536000", "nosniff")]
    [InlineData("includeSubDomains", "max-age=31536000; includeSubDomains", "nosniff")]
    [InlineData("false", null, null)]
    [Trait("requirement", "E6")]
    public async Task The_applications_answers_have_protective_headers_where_that_was_asked_for(string asked, string? strictTransport, string? sniffing)
    {
        await using var secure = await TandemHost.StartAsync([("PublicUrl", "https://auth.example.com"), ("SecurityHeaders", asked)]);

        foreach (var path in new[] { "/app/open", "/any/page" })
        {
            var answer = await secure.GetAsync(path);
            Assert.Equal((strictTransport, sniffing), (answer.Header("Strict-Transport-Security"), answer.Header("X-Content-Type-Options")));
        }

        Assert.Equal(strictTransport ?? "max-age=31536000", (await secure.GetAsync("/api/me")).Header("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_refusal_by_tandem_on_an_endpoint_of_the_application_is_tandems_answer()
    {
        var refused = (await host.GetAsync(ApplicationEndpoints.Private)).ShouldBe(401, "access_token_missing").ShouldBeProblem("no token");

        Assert.Equal("Bearer", refused.Header("WWW-Authenticate"));
        Assert.Equal("nosniff", refused.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task The_applications_own_pages_keep_their_own_rules()
    {
        var page = await host.GetAsync("/any/page");

        Assert.Equal(ApplicationEndpoints.FallbackPage, page.Body);
        Assert.Null(page.Header("Content-Security-Policy"));
        Assert.Null(page.Header("Cache-Control"));
        Assert.Null(page.Header("X-Content-Type-Options"));
        Assert.Null(page.Header("X-Request-Id"));
        Assert.Null(page.Header("Vary"));
    }

    private async Task<List<(string Sent, ApiResponse ApiResponse)>> AnswersAsync()
    {
        var answers = new List<(string, ApiResponse)>();
        foreach (var operation in await Operation.AllAsync(host))
        {
            await AddAsync(operation.Request());
            await AddAsync(operation.Request().Bearer("garbage").Cookie("garbage"));
            await AddAsync(operation.Request().Body("garbage"));
            await AddAsync(operation.Request().Body(new byte[20_000]));
            await AddAsync(new ApiRequest("PUT", operation.Path));
            await AddAsync(new ApiRequest(operation.Method, operation.Path + "?token=x"));
            var signedIn = await host.SignInAsync(roles: ["user"]);
            await AddAsync(operation.Request().Bearer(signedIn.AccessToken).Cookie(signedIn.RefreshToken));

            async Task AddAsync(ApiRequest request) => answers.Add((operation.ToString(), await host.SendAsync(request)));
        }

        var account = await host.CreateAccountAsync();
        answers.Add(("a sign-in", await host.LoginAsync(account.Email)));
        answers.Add(("a wrong password", await host.LoginAsync(account.Email, "wrong wrong wrong")));
        answers.Add(("nowhere", await host.GetAsync("/api/auth/nowhere")));
        Assert.Contains(answers, answer => answer.Item2.Status == 204);
        return answers;
    }
}
