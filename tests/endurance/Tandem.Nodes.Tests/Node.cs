using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tandem.Nodes.Tests;

/// <summary>A server that runs.</summary>
internal sealed class Node(RunningProgram program, Uri url) : IAsyncDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };

    public async Task<Grant> SignInAsync(string email)
    {
        using var response = await http.PostAsJsonAsync("/api/auth/login", new { email, password = Cluster.Password, delivery = "body" });
        return (await Grant.ReadAsync(response))!;
    }

    /// <summary>Signs in with some password; returns the status.</summary>
    public async Task<HttpStatusCode> GuessAsync(string email, string password)
    {
        using var response = await http.PostAsJsonAsync("/api/auth/login", new { email, password, delivery = "body" });
        return response.StatusCode;
    }

    /// <summary>Refreshes; the grant is null where the status is not 200.</summary>
    public async Task<(HttpStatusCode Status, Grant? Grant)> RefreshAsync(string refreshToken)
    {
        using var response = await http.PostAsJsonAsync("/api/auth/refresh", new { refreshToken });
        return (response.StatusCode, response.IsSuccessStatusCode ? await Grant.ReadAsync(response) : null);
    }

    public async Task SignOutAsync(string refreshToken)
    {
        using var response = await http.PostAsJsonAsync("/api/auth/logout", new { refreshToken });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What a protected endpoint answers to an access token.</summary>
    public async Task<HttpStatusCode> AskAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/sessions") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) } };
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    public Task KillAsync() => EndAsync("KILL");

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await program.DisposeAsync();
    }

    private async Task EndAsync(string signal)
    {
        await program.SignalAsync(signal);
        await program.EndAsync();
        await DisposeAsync();
    }
}

/// <summary>What a sign-in or a refresh gave.</summary>
/// <param name="AccessToken">The access token.</param>
/// <param name="RefreshToken">The refresh token; null where the client keeps the one it has.</param>
/// <param name="Generation">What the access token was made for.</param>
internal sealed record Grant(string AccessToken, string? RefreshToken, long Generation)
{
    public static async Task<Grant?> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return new(
            body.GetProperty("accessToken").GetString()!,
            body.TryGetProperty("refreshToken", out var token) ? token.GetString() : null,
            body.GetProperty("session").GetProperty("generation").GetInt64());
    }
}
