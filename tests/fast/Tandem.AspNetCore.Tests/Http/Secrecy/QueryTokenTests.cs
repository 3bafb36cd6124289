namespace Tandem.AspNetCore.Tests.Http.Secrecy;

/// <summary>Tokens in a URL are refused everywhere and logged nowhere. C10.</summary>
[Trait("requirement", "C10")]
public sealed class QueryTokenTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData("access_token={0}")]
    [InlineData("token={0}")]
    [InlineData("id_token={0}")]
    [InlineData("a=b&token={0}&c=d")]
    [InlineData("Access_Token={0}")]
    [InlineData("%61ccess_token={0}")]
    [InlineData("token={0}&token={0}")]
    [InlineData("token")]
    [InlineData("token=")]
    public async Task A_token_in_the_query_is_refused_on_every_endpoint_of_tandem_and_in_no_log(string query)
    {
        var signedIn = await host.SignInAsync();
        var canary = "canary-" + Guid.NewGuid().ToString("N");
        var operations = await Operation.AllAsync(host);
        var paths = operations.Select(operation => (operation.Method, operation.Path)).ToList();
        paths.AddRange([("GET", "/api/auth/nowhere"), ("PUT", "/api/auth/login")]);

        foreach (var (method, path) in paths)
        {
            var answer = await host.SendAsync(new ApiRequest(method, $"{path}?{string.Format(null, query, canary)}")
                .Cookie(signedIn.RefreshToken).Bearer(signedIn.AccessToken));

            answer.ShouldBe(400, "token_in_query").ShouldBeProblem($"{method} {path}?{query}");
            Assert.DoesNotContain(canary, answer.Body, StringComparison.Ordinal);
        }

        Assert.Empty(host.Logs.With(canary));
        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(200);
        Assert.Equal(1, (await host.SessionAsync(signedIn.SessionId)).Rotation.Issued);
    }

    [Theory]
    [InlineData("token={0}")]
    [InlineData("access_token={0}&id_token={0}")]
    [InlineData("Token={0}")]
    [InlineData("token")]
    public async Task A_token_of_the_applications_own_comes_through_to_it_and_is_in_no_log(string query)
    {
        var canary = "canary-" + Guid.NewGuid().ToString("N");

        foreach (var path in new[] { "/app/open", "/any/page" })
            (await host.GetAsync($"{path}?{string.Format(null, query, canary)}")).ShouldBe(200);

        Assert.Empty(host.Logs.With(canary));
    }

    [Theory]
    [InlineData("access_token={0}")]
    [InlineData("token=Bearer%20{0}")]
    [InlineData("a=b&jwt={0}")]
    [InlineData("id_token=x&id_token={0}")]
    public async Task A_token_of_tandem_is_refused_on_every_endpoint_whatever_it_is_called(string query)
    {
        var signedIn = await host.SignInAsync();
        var session = await host.SignInAsync();
        string[] tokens =
        [
            signedIn.AccessToken, signedIn.RefreshToken!,
            // Altered, and so worth nothing, but for whoever undoes it.
            signedIn.AccessToken[..^2] + "AA", session.RefreshToken![..^2] + (session.RefreshToken.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA"),
        ];

        foreach (var token in tokens)
        {
            foreach (var path in new[] { "/app/open", "/app/private", "/any/page", "/api/me" })
                (await host.GetAsync($"{path}?{string.Format(null, query, token)}")).ShouldBe(400, "token_in_query").ShouldBeProblem(path);
            Assert.Empty(host.Logs.With(token));
        }
    }

    [Fact]
    public async Task A_token_of_somebody_else_comes_through_though_it_looks_like_one_of_tandem()
    {
        await using var other = await TandemHost.StartAsync();
        var foreign = await other.SignInAsync();

        (await host.GetAsync($"/app/open?token={foreign.RefreshToken}")).ShouldBe(200);
        (await host.GetAsync($"/app/open?access_token={foreign.AccessToken}")).ShouldBe(200);
    }

    [Theory]
    [InlineData("/app/open?tokens=1&x=token&csrf_token=a")]
    [InlineData("/app/open?q=access_token%3Dx")]
    public async Task A_query_that_only_looks_like_it_is_let_through(string path)
    {
        (await host.GetAsync(path)).ShouldBe(200);
    }

    [Fact]
    public async Task A_valid_token_in_the_query_or_a_cookie_or_a_body_is_no_authorization()
    {
        var signedIn = await host.SignInAsync();

        (await host.GetAsync($"/api/me?access_token={signedIn.AccessToken}")).ShouldBe(400, "token_in_query");
        (await host.SendAsync(
            new ApiRequest("GET", "/api/me").Cookies($"access_token={signedIn.AccessToken}; Authorization=Bearer {signedIn.AccessToken}")))
            .ShouldBe(401, "access_token_missing");
        (await host.SendAsync(
            new ApiRequest("POST", "/api/auth/logout-all")
                .Body($"access_token={signedIn.AccessToken}", "application/x-www-form-urlencoded")))
            .ShouldBe(401, "access_token_missing");
    }
}
