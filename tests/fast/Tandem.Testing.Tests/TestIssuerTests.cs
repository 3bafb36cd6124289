using System.Net;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.ResourceServer;

namespace Tandem.Testing.Tests;

public sealed class TestIssuerTests : IAsyncLifetime
{
    private TestIssuer issuer = null!;
    private WebApplication api = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await TestIssuer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        (api, http) = await StartApiAsync();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await api.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_token_says_what_the_test_asked_for()
    {
        var subject = Guid.NewGuid();

        Assert.Equal(subject.ToString(), await ReadAsync(new TestToken { Subject = subject, Roles = ["analyst"] }));
    }

    [Fact]
    public async Task A_token_is_good_until_its_lifetime_is_over()
    {
        var token = new TestToken { Roles = ["analyst"], IssuedAt = issuer.Time.GetUtcNow(), Lifetime = TimeSpan.FromMinutes(1) };

        issuer.Time.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(9));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(issuer.IssueAccessToken(token)));
        issuer.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(issuer.IssueAccessToken(token)));
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_refused()
    {
        await using var other = await TestIssuer.StartAsync(issuer.Time, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(other.IssueAccessToken("analyst")));
        // Nor one that only says so: its key is not published.
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(other.IssueAccessToken(new TestToken { Roles = ["analyst"], Issuer = issuer.Authority, Audience = issuer.Authority })));
    }

    [Fact]
    public async Task Keys_are_rotated_and_tokens_of_both_are_good()
    {
        var before = issuer.IssueAccessToken("analyst");
        await issuer.RotateKeysAsync(TestContext.Current.CancellationToken);
        var after = issuer.IssueAccessToken("analyst");

        Assert.NotEqual(before.Split('.')[0], after.Split('.')[0]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(before));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(after));
    }

    [Fact]
    public async Task A_key_that_is_revoked_is_published_no_more()
    {
        using var plain = new HttpClient();
        var key = KeyIdOf(issuer.IssueAccessToken());
        var keys = new Uri(issuer.Authority + "/.well-known/jwks.json");
        Assert.Contains(key, await plain.GetStringAsync(keys, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await issuer.RevokeKeyAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain(key, await plain.GetStringAsync(keys, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.NotEqual(key, KeyIdOf(issuer.IssueAccessToken()));
    }

    [Fact]
    public async Task While_the_issuer_is_away_an_API_that_starts_knows_nothing_of_tokens()
    {
        issuer.IsAway = true;
        var (late, client) = await StartApiAsync();
        await using (late)
        {
            using var response = await client.SendAsync(Request(issuer.IssueAccessToken("analyst")), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        }
    }

    private static string KeyIdOf(string token) => new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).Kid;

    private async Task<(WebApplication, HttpClient)> StartApiAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(issuer.Time);
        builder.Services.AddTandemBearer(issuer.Authority);
        var built = builder.Build();
        built.MapGet("/reports", (System.Security.Claims.ClaimsPrincipal user) => user.AccountId().ToString()).RequireRole("analyst");
        await built.StartAsync(TestContext.Current.CancellationToken);
        return (built, built.GetTestClient());
    }

    private static HttpRequestMessage Request(string token) => new(HttpMethod.Get, "/reports") { Headers = { Authorization = new("Bearer", token) } };

    private async Task<HttpStatusCode> StatusAsync(string token) => (await http.SendAsync(Request(token), TestContext.Current.CancellationToken)).StatusCode;

    private async Task<string> ReadAsync(TestToken token)
    {
        using var response = await http.SendAsync(Request(issuer.IssueAccessToken(token)), TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
