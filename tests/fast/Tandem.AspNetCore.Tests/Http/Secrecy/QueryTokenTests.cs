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
    public async Task A_token_in_the_query_is_refused_on_every_endpoint_and_in_no_log(string query)
    {
        var signedIn = await host.SignInAsync();
        var canary = "canary-" + Guid.NewGuid().ToString("N");
        var operations = await Operation.AllAsync(host);
        var paths = operations.Select(operation => (operation.Method, operation.Path)).ToList();
        paths.AddRange(
        [
            ("GET", "/app/open"), ("GET", "/app/private"), ("POST", "/app/admin"), ("GET", "/any/page"), ("GET", "/api/auth/nowhere"),
            ("PUT", "/api/auth/login"),
        ]);

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
