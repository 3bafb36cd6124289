using System.Net;
using System.Net.Sockets;

using Tandem.Processes.Testing;

namespace Tandem.Faults.Tests.Served;

/// <summary>A server process, and calls of it.</summary>
public sealed class ServedProcess(RunningProgram program, Uri url) : IAsyncDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false }) { Timeout = TimeSpan.FromSeconds(20) };

    private bool disposed;

    public RunningProgram Program { get; } = program;

    public Uri Url { get; } = url;

    /// <summary>From the start of the process to the first 200 of <c>readyz</c>.</summary>
    public TimeSpan TimeToReady { get; set; }

    public Task<ServerResponse> LoginAsync(string email, string password = ServedFolder.Password) =>
        SendAsync(HttpMethod.Post, "/api/auth/login", json: $$"""{"email":"{{email}}","password":"{{password}}"}""");

    public Task<ServerResponse> RefreshAsync(string cookie) => SendAsync(HttpMethod.Post, "/api/auth/refresh", cookie: cookie);

    public Task<ServerResponse> LogoutAsync(string cookie) => SendAsync(HttpMethod.Post, "/api/auth/logout", cookie: cookie);

    public Task<ServerResponse> MeAsync(string accessToken) => GetAsync("/api/me", accessToken);

    public Task<ServerResponse> GetAsync(string path, string? accessToken = null) => SendAsync(HttpMethod.Get, path, accessToken: accessToken);

    /// <summary>One request; without an answer the reply's status is 0.</summary>
    public async Task<ServerResponse> SendAsync(HttpMethod method, string path, string? cookie = null, string? accessToken = null, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Url, path));
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (accessToken is not null)
            request.Headers.Authorization = new("Bearer", accessToken);
        if (json is not null)
            request.Content = new StringContent(json, null, "application/json");
        try
        {
            using var response = await http.SendAsync(request);
            return await ServerResponse.ReadAsync(response);
        }
        // The last: a server that dies between accepting a connection and the client's look at it.
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException or SocketException)
        {
            return ServerResponse.None(error.Message);
        }
    }

    /// <summary>Asks until it is ready.</summary>
    public Task<TimeSpan> ReadyAsync() => Eventually.IsTrueAsync(async () => (await GetAsync("/readyz")).Status == HttpStatusCode.OK, about: Program);

    /// <summary>Ends it, if it has not ended. Ending twice is harmless.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        http.Dispose();
        await Program.DisposeAsync();
    }
}
