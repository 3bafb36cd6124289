using System.Net.Http.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

using Tandem.Engines.Testing;

namespace Tandem.Deployments.Tests;

/// <summary>Another host of the domain sets cookies for the whole domain. In real browsers, with two real host names.</summary>
public sealed class PlantedCookieTests(DeploymentBrowsers browsers)
{
    private static readonly string[] Planted = ["refreshToken", "__Secure-refreshToken"];

    [Theory]
    [MemberData(nameof(DeploymentBrowsers.Usual), MemberType = typeof(DeploymentBrowsers))]
    public async Task A_cookie_that_a_sibling_host_planted_neither_decides_a_refresh_nor_is_ended_by_signing_out(EngineProfile profile)
    {
        await using var deployment = await RunningDeployment.StartAsync(new("one-origin"), browsers.Authority);
        using var http = deployment.CreateClient();
        await using var engine = await Engine.StartAsync(profile, browsers.Authority);
        var tab = await engine.OpenTabAsync();
        var crm = new Uri(deployment.At("crm.example.com", "/"));
        await tab.GoToAsync(crm);
        var victim = await SessionAsync(tab, "login", $"{{ email: '{RunningDeployment.Email}', password: '{RunningDeployment.Password}' }}");

        // The newer of the two: where both are read, it is the one that counts.
        var (thief, token) = await SignInAsync(http, deployment);
        await using var sibling = new LabServer(browsers.Authority);
        await sibling.StartAsync(app => app.MapGet("/", (HttpContext context) =>
        {
            foreach (var name in Planted)
                context.Response.Headers.Append("Set-Cookie", $"{name}={token}; Domain=example.com; Path=/; Secure");
            return "planted";
        }));
        await tab.GoToAsync(sibling.Url("shop.example.com"));
        await tab.GoToAsync(crm);
        Assert.Equal(["__Host-refreshToken", .. Planted.Order()], (await tab.CookiesAsync()).Select(cookie => cookie.Name).Order());

        Assert.NotEqual(victim, thief);
        Assert.Equal(victim, await SessionAsync(tab, "refresh", "{}"));
        await tab.RunAsync("await fetch('/api/auth/logout', { method: 'POST' })");

        // The page's own client asks as well, how often depends on the browser.
        LoggedRequest? signedOut = null;
        while (signedOut is null)
            signedOut = (await deployment.Nginx.SeenAsync(1)).Find(request => request.Name == "POST logout");
        Assert.All(Planted, name => Assert.Contains($"{name}={token}", signedOut.Cookie, StringComparison.Ordinal));
        Assert.Equal(thief, await RefreshAsync(http, deployment, token));
    }

    private static async Task<string> SessionAsync(ITab tab, string path, string body) => (await tab.RunAsync(
        $"return (await (await fetch('/api/auth/{path}', {{ method: 'POST', headers: {{ 'Content-Type': 'application/json' }}, body: JSON.stringify({body}) }})).json()).session.id"))
        .GetString()!;

    private static async Task<(string Session, string Token)> SignInAsync(HttpClient http, RunningDeployment deployment)
    {
        using var answer = await http.PostAsJsonAsync(
            deployment.At("crm.example.com", "/api/auth/login"), new { email = RunningDeployment.Email, password = RunningDeployment.Password }, TestContext.Current.CancellationToken);
        var cookie = answer.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").Single();
        var grant = await answer.Content.ReadFromJsonAsync<Grant>(TestContext.Current.CancellationToken);
        return (grant!.Session.Id, cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..cookie.IndexOf(';', StringComparison.Ordinal)]);
    }

    private static async Task<string> RefreshAsync(HttpClient http, RunningDeployment deployment, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, deployment.At("crm.example.com", "/api/auth/refresh"));
        request.Headers.Add("Cookie", $"__Host-refreshToken={token}");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Grant>(TestContext.Current.CancellationToken))!.Session.Id;
    }

    private sealed record Grant(Grant.Part Session)
    {
        public sealed record Part(string Id);
    }
}
