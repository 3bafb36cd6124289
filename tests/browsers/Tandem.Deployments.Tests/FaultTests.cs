using System.Net;
using System.Net.Http.Json;

using Tandem.Engines.Testing;

namespace Tandem.Deployments.Tests;

/// <summary>What operators meet between browser and server, and that none of it signs anybody out.</summary>
public sealed class FaultTests(DeploymentBrowsers browsers)
{
    private const string Settings = "behind-nginx";
    private const int BeyondNginx = 1024 * 1024 + 1;
    private const int BeyondTandem = 20 * 1024;

    private static readonly string[] Short = [$"--Tandem:AccessToken:Lifetime={DeploymentFixture.TokenLife:c}"];

    [Fact]
    public async Task While_the_server_is_away_nginx_answers_with_a_page_and_nobody_is_signed_out()
    {
        await using var deployment = await RunningDeployment.StartAsync(new(Settings) { Configuration = Short }, browsers.Authority);
        await using var page = await SignInAsync(deployment);
        await deployment.StopServerAsync();
        await page.WaitAsync(DeploymentFixture.TokenLife);

        await page.CallAsync("unexpected_answer");

        await page.StateAsync("stale");
        Assert.Equal([502], (await deployment.Nginx.SeenAsync(1)).Select(request => request.Status));
        await deployment.StartServerAsync();
        await page.CallAsync();
        await page.StateAsync("authenticated");
    }

    [Fact]
    public async Task While_nginx_is_away_nobody_is_signed_out()
    {
        await using var deployment = await RunningDeployment.StartAsync(new(Settings) { Configuration = Short }, browsers.Authority);
        await using var page = await SignInAsync(deployment);
        await deployment.Nginx.StopAsync();
        await page.WaitAsync(DeploymentFixture.TokenLife);

        await page.CallAsync("network_error");

        await page.StateAsync("stale");
        await deployment.Nginx.StartAsync();
        await page.CallAsync();
        await page.StateAsync("authenticated");
    }

    [Fact]
    public async Task While_the_volume_is_empty_the_page_shows_the_sign_in_form_and_when_it_is_back_the_session_goes_on()
    {
        await using var deployment = await RunningDeployment.StartAsync(new(Settings) { Configuration = Short }, browsers.Authority);
        await using var page = await SignInAsync(deployment);
        var (data, aside) = (Path.Combine(deployment.Folder, "data"), Path.Combine(deployment.Folder, "aside"));
        await deployment.StopServerAsync();
        Directory.Move(data, aside);
        Directory.CreateDirectory(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Copy(Path.Combine(aside, "master.key"), Path.Combine(data, "master.key"));
        await deployment.StartServerAsync();
        await page.WaitAsync(DeploymentFixture.TokenLife);

        await page.OpenAsync(deployment.At("crm.example.com", "/app/"), "signed-out");

        await deployment.StopServerAsync();
        Directory.Delete(data, recursive: true);
        Directory.Move(aside, data);
        await deployment.StartServerAsync();
        await page.OpenAsync(deployment.At("crm.example.com", "/app/"), "authenticated");
    }

    [Fact]
    public async Task A_limit_of_nginx_that_is_smaller_than_a_refresh_signs_nobody_out()
    {
        await using var deployment = await RunningDeployment.StartAsync(new(Settings) { Configuration = Short }, browsers.Authority);
        await using var page = await SignInAsync(deployment);
        deployment.ReplaceInProxy("client_max_body_size  1m;", "client_max_body_size 1;");
        await deployment.Nginx.RestartAsync();
        await page.WaitAsync(DeploymentFixture.TokenLife);

        await page.CallAsync("unexpected_answer");

        await page.StateAsync("stale");
        Assert.Equal([413], (await deployment.Nginx.SeenAsync(1)).Select(request => request.Status));
        deployment.ReplaceInProxy("client_max_body_size 1;", "client_max_body_size 1m;");
        await deployment.Nginx.RestartAsync();
        await page.CallAsync();
        await page.StateAsync("authenticated");
    }

    [Theory]
    [InlineData(BeyondTandem, "application/problem+json")]
    [InlineData(BeyondNginx, "text/html")]
    public async Task A_body_that_is_too_large_is_refused_by_tandem_unless_nginx_is_first(int length, string type)
    {
        await using var deployment = await RunningDeployment.StartAsync(new(Settings), browsers.Authority);
        using var http = deployment.CreateClient();

        using var answer = await http.PostAsJsonAsync(
            deployment.At("crm.example.com", "/api/auth/login"), new { email = new string('a', length) }, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Where_nginx_answers_cors_too_the_page_can_read_nothing_and_without_it_signs_in()
    {
        const string Added = "add_header Access-Control-Allow-Origin $http_origin always; ";
        await using var deployment = await RunningDeployment.StartAsync(
            new("subdomains") { Replace = [("proxy_http_version 1.1;", Added + "proxy_http_version 1.1;")] }, browsers.Authority);
        await using var page = await browsers.VisitAsync(EngineProfile.Chromium);
        await page.OpenAsync(deployment.At("crm.example.com", "/"), "stale");

        deployment.ReplaceInProxy(Added, "");
        await deployment.Nginx.RestartAsync();
        await page.OpenAsync(deployment.At("crm.example.com", "/"), "anonymous");
        await page.SignInAsync();
    }

    [Fact]
    public async Task Without_forwarded_headers_the_public_url_still_makes_the_cookie_secure()
    {
        await using var deployment = await RunningDeployment.StartAsync(new(Settings)
        {
            Replace = [("proxy_set_header Host ", "# "), ("proxy_set_header X-Forwarded-", "# ")],
        }, browsers.Authority);

        await using var page = await SignInAsync(deployment);

        var cookie = Assert.Single(await page.CookiesAsync(deployment.At("crm.example.com", "/app/page.css")));
        Assert.True(cookie is { Name: "__Host-refreshToken", Secure: true, HttpOnly: true });
        await page.OpenAsync(deployment.At("crm.example.com", "/app/"), "authenticated");
    }

    [Fact]
    public async Task Without_a_public_url_the_page_is_refused_and_told_what_to_configure()
    {
        await using var deployment = await RunningDeployment.StartAsync(new(Settings) { Replace = [("\"Tandem\"", "\"Elsewhere\"")] }, browsers.Authority);
        using var http = deployment.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, deployment.At("crm.example.com", "/api/auth/login"));
        request.Content = JsonContent.Create(new { email = RunningDeployment.Email, password = RunningDeployment.Password });
        request.Headers.Add("Origin", deployment.At("crm.example.com"));

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<Problem>(TestContext.Current.CancellationToken);
        Assert.Equal("origin_not_allowed", problem!.Code);
        Assert.Contains(deployment.At("crm.example.com"), problem.Detail, StringComparison.Ordinal);
    }

    private async Task<DeploymentPage> SignInAsync(RunningDeployment deployment)
    {
        var page = await browsers.VisitAsync(EngineProfile.Chromium);
        await page.OpenAsync(deployment.At("crm.example.com", "/app/"), "anonymous");
        await page.SignInAsync();
        await deployment.Nginx.SeenAsync(2);
        return page;
    }

    private sealed record Problem(string Code, string Detail);
}
