using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

using Tandem.Processes.Testing;

namespace Tandem.Server.Tests;

/// <summary>A real server process, and a client of it that keeps no cookies.</summary>
public sealed class TestServer(RunningProgram program, Uri url) : IAsyncDisposable
{
    public RunningProgram Program { get; } = program;

    /// <summary>Where it says that it listens.</summary>
    public Uri Url { get; } = url;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false });

    public Task<HttpResponseMessage> LoginAsync(string email, string password = TestInstallation.Password) =>
        Http.PostAsJsonAsync(new Uri(Url, "/api/auth/login"), new { email, password });

    public async Task<SignedIn> SignInAsync(string email, string password = TestInstallation.Password) => await SignedInAsync(await LoginAsync(email, password));

    public async Task<HttpResponseMessage> RefreshAsync(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Url, "/api/auth/refresh"));
        request.Headers.Add("Cookie", cookie);
        return await Http.SendAsync(request);
    }

    public async Task<HttpStatusCode> MeAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Url, "/api/me"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await Http.SendAsync(request);
        return response.StatusCode;
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(Url, path));
        return response.StatusCode;
    }

    public static async Task<SignedIn> SignedInAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {text}");
        var body = JsonDocument.Parse(text).RootElement;
        // An answer without a refresh token: the client keeps the one that it sent.
        var cookie = response.Headers.TryGetValues("Set-Cookie", out var set) ? set.Single().Split(';')[0]
            : response.RequestMessage!.Headers.TryGetValues("Cookie", out var sent) ? sent.Single() : "";
        return new(body.GetProperty("accessToken").GetString()!, cookie, body);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Program.DisposeAsync();
    }
}
