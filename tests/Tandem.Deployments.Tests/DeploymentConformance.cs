using System.Net;
using System.Net.Http.Json;

namespace Tandem.Deployments.Tests;

/// <summary>
/// What holds in every deployment, with Tandem's defaults. The checklist that people go through in their browser's tools: the cookie is
/// stored as it should be, and after the access token's end a call makes a refresh with the cookie and is answered.
/// </summary>
public abstract class DeploymentConformance<TFixture>(TFixture fixture, Chromium chromium) : IClassFixture<TFixture>
    where TFixture : DeploymentFixture
{
    private RunningDeployment Deployment => fixture.Deployment;

    private string Origin => new Uri(fixture.Page).GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task A_page_with_the_client_renews_its_access_token_unseen_and_signs_out()
    {
        await using var visitor = await chromium.VisitAsync();
        await SignInAsync(visitor, "");

        await visitor.WaitAsync(DeploymentFixture.TokenLife);
        await visitor.CallAsync();

        var seen = await Deployment.Nginx.SeenAsync(2);
        Assert.Equal(["POST refresh 200", "GET me 200"], seen.Select(Told));
        AssertRotated(seen[0]);
        await SignOutAsync(visitor, "");
    }

    [Fact]
    public async Task A_page_without_it_is_refused_refreshes_with_the_cookie_and_repeats_the_call()
    {
        await using var visitor = await chromium.VisitAsync();
        await SignInAsync(visitor, "?client=plain");

        await visitor.WaitAsync(DeploymentFixture.TokenLife + DeploymentFixture.Tolerance);
        await visitor.CallAsync();

        var seen = await Deployment.Nginx.SeenAsync(3);
        Assert.Equal(["GET me 401", "POST refresh 200", "GET me 200"], seen.Select(Told));
        AssertRotated(seen[1]);
        await SignOutAsync(visitor, "?client=plain");
    }

    [Fact]
    public async Task Who_comes_back_is_still_signed_in()
    {
        await using var visitor = await chromium.VisitAsync();
        await SignInAsync(visitor, "");

        await visitor.OpenAsync(fixture.Page, "authenticated");

        await visitor.CallAsync();
        await Deployment.Nginx.SeenAsync(2);
    }

    [Fact]
    public async Task A_client_that_is_no_browser_gets_what_the_guide_says_and_a_foreign_page_nothing()
    {
        using var http = Deployment.CreateClient();
        var (status, cookie) = await LoginAsync(http, Origin);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(Guide.Cookie(fixture.Guide), Guide.Form(cookie!));

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

    private async Task SignInAsync(Visitor visitor, string query)
    {
        await visitor.OpenAsync(fixture.Page + query, "anonymous");
        await visitor.SignInAsync();
        await visitor.CallAsync();

        var seen = await Deployment.Nginx.SeenAsync(3);
        Assert.Equal(["POST refresh 401", "POST login 200", "GET me 200"], seen.Select(Told));
        Assert.All(seen, request => Assert.Empty(request.Cookie.Replace(seen[1].SetCookie.Split(';')[0], "", StringComparison.Ordinal)));
        Assert.Equal(Guide.Cookie(fixture.Guide), Guide.Form(seen[1].SetCookie));
        var stored = Assert.Single(await visitor.CookiesAsync());
        Assert.True(stored is { HttpOnly: true, Secure: true });
    }

    private async Task SignOutAsync(Visitor visitor, string query)
    {
        await visitor.SignOutAsync();
        await visitor.StateAsync("signed-out");
        Assert.Empty(await visitor.CookiesAsync());
        await visitor.OpenAsync(fixture.Page + query, "anonymous");

        var seen = await Deployment.Nginx.SeenAsync(2);
        Assert.Equal(["POST logout 204", "POST refresh 401"], seen.Select(Told));
        Assert.NotEmpty(seen[0].Cookie);
        Assert.Empty(seen[1].Cookie);
    }

    private void AssertRotated(SeenRequest refresh)
    {
        Assert.Equal(Guide.Cookie(fixture.Guide), Guide.Form(refresh.SetCookie));
        Assert.Equal(Guide.Cookie(fixture.Guide).Split(';')[0], refresh.Cookie.Split('=')[0]);
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

    private static string Told(SeenRequest request) => $"{request.Name} {request.Status}";

    private sealed record Metadata(string Issuer, [property: System.Text.Json.Serialization.JsonPropertyName("jwks_uri")] string JwksUri);
}
