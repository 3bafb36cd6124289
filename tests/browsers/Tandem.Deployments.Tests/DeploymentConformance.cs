using System.Net;
using System.Net.Http.Json;

using Tandem.Engines.Testing;

namespace Tandem.Deployments.Tests;

/// <summary>
/// What holds in every deployment, with Tandem's defaults. The checklist that people go through in their browser's tools: the cookie is
/// stored as it should be, and after the access token's end a call makes a refresh with the cookie and is answered.
/// </summary>
public abstract class DeploymentConformance<TFixture>(TFixture fixture, DeploymentBrowsers browsers) : IClassFixture<TFixture>
    where TFixture : DeploymentFixture
{
    private protected RunningDeployment Deployment => fixture.Deployment;

    private string Origin => new Uri(fixture.Page).GetLeftPart(UriPartial.Authority);

    private string Cookie => Guide.Cookie(fixture.Guide, fixture.Mark);

    [Fact]
    public async Task A_client_that_is_no_browser_gets_what_the_guide_says_and_a_foreign_page_nothing()
    {
        using var http = Deployment.CreateClient();
        var (status, cookie) = await LoginAsync(http, Origin);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(Cookie, Guide.Form(cookie!));

        Assert.Equal((HttpStatusCode.Forbidden, null), await LoginAsync(http, "https://evil.example"));
        await Deployment.Nginx.SeenAsync(2);
    }

    [Fact]
    public async Task Keys_and_metadata_are_where_they_say_below_the_base_path()
    {
        using var http = Deployment.CreateClient();
        var metadata = await http.GetFromJsonAsync<Metadata>(new Uri(fixture.Endpoints + "/.well-known/oauth-authorization-server"), TestContext.Current.CancellationToken);

        Assert.Equal(fixture.Endpoints + "/.well-known/jwks.json", metadata!.JwksUri);
        Assert.StartsWith("{\"keys\":[{", await http.GetStringAsync(new Uri(metadata.JwksUri), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await Deployment.Nginx.SeenAsync(2);
    }

    [Fact]
    public async Task Health_is_not_told_outside()
    {
        using var http = Deployment.CreateClient();
        foreach (var path in fixture.Closed)
        {
            using var answer = await http.GetAsync(new Uri(new Uri(fixture.Endpoints), path), TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
        }
    }

    /// <summary>The page renews its access token unseen, survives a reload, and signs out.</summary>
    private protected async Task StaysSignedInAsync(EngineProfile engine)
    {
        await using var page = await browsers.VisitAsync(engine);

        // With the client: it knows when the token ends, and refreshes before the call.
        await SignInAsync(page, "");
        await page.WaitAsync(DeploymentFixture.TokenLife);
        await page.CallAsync();
        AssertRotated(await SeenAsync("POST refresh 200", "GET me 200"));
        await page.WaitAsync(DeploymentFixture.TokenLife);
        await page.OpenAsync(fixture.Page, "authenticated");
        AssertRotated(await SeenAsync("POST refresh 200"));
        await SignOutAsync(page, "");

        // Without it: the call is refused, and repeated after a refresh.
        await SignInAsync(page, "?client=plain");
        await page.WaitAsync(DeploymentFixture.TokenLife + DeploymentFixture.Tolerance);
        await page.CallAsync();
        AssertRotated((await SeenAsync("GET me 401", "POST refresh 200", "GET me 200"))[1..]);
        await SignOutAsync(page, "?client=plain");
    }

    /// <summary>Signed in until the access token ends, and told why not longer.</summary>
    private protected async Task IsNotKeptAsync(EngineProfile engine)
    {
        await using var page = await browsers.VisitAsync(engine);
        await page.OpenAsync(fixture.Page, "anonymous");
        await page.SignInAsync();
        await page.CallAsync();
        await SeenAsync("POST refresh 401", "POST login 200", "GET me 200");
        await page.WaitAsync(DeploymentFixture.TokenLife);

        await page.CallAsync("cookie_not_kept");

        // Asked once more, a second later: another tab might have been about to store the cookie.
        Assert.All(await SeenAsync("POST refresh 401", "POST refresh 401"), request => Assert.Empty(request.Cookie));
    }

    private async Task SignInAsync(DeploymentPage page, string query)
    {
        await page.OpenAsync(fixture.Page + query, "anonymous");
        await page.SignInAsync();
        await page.CallAsync();

        var seen = await SeenAsync("POST refresh 401", "POST login 200", "GET me 200");
        Assert.Equal(Cookie, Guide.Form(seen[1].SetCookie));
        Assert.Empty(seen[0].Cookie);
        if (fixture.IsOwnSite)
            await AssertStoredAsync(page);
    }

    private async Task AssertStoredAsync(DeploymentPage page)
    {
        var stored = Assert.Single(await page.CookiesAsync(fixture.Endpoints + "/openapi.json"));
        await SeenAsync("GET openapi.json 200");
        Assert.True(stored is { HttpOnly: true, Secure: true, Path: "/" }, stored.ToString());
        Assert.EndsWith($"SameSite={stored.SameSite}", Cookie, StringComparison.OrdinalIgnoreCase);
    }

    private async Task SignOutAsync(DeploymentPage page, string query)
    {
        await page.SignOutAsync();
        await page.StateAsync("signed-out");
        await page.OpenAsync(fixture.Page + query, "anonymous");

        var seen = await SeenAsync("POST logout 204", "POST refresh 401");
        Assert.NotEmpty(seen[0].Cookie);
        Assert.Empty(seen[1].Cookie);
    }

    private async Task<List<LoggedRequest>> SeenAsync(params string[] expected)
    {
        var seen = await Deployment.Nginx.SeenAsync(expected.Length);
        Assert.Equal(expected, seen.Select(request => $"{request.Name} {request.Status}"));
        return seen;
    }

    private void AssertRotated(List<LoggedRequest> seen)
    {
        var refresh = seen[0];
        Assert.Equal(Cookie, Guide.Form(refresh.SetCookie));
        Assert.Equal(Cookie.Split(';')[0], refresh.Cookie.Split('=')[0]);
        Assert.NotEqual(refresh.Cookie, refresh.SetCookie.Split(';')[0]);
        Assert.Equal(Origin, refresh.Origin);
    }

    private async Task<(HttpStatusCode Status, string? Cookie)> LoginAsync(HttpClient http, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, fixture.Endpoints + "/login");
        request.Content = JsonContent.Create(new { email = RunningDeployment.Email, password = RunningDeployment.Password });
        request.Headers.Add("Origin", origin);
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Single() : null);
    }

    private sealed record Metadata(string Issuer, [property: System.Text.Json.Serialization.JsonPropertyName("jwks_uri")] string JwksUri);
}
