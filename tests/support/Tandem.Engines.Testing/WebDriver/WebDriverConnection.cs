using System.Net.Http.Json;
using System.Text.Json;

namespace Tandem.Engines.Testing.WebDriver;

/// <summary>A session of W3C WebDriver (<see href="https://www.w3.org/TR/webdriver2/"/>). Its commands go to one tab at a time.</summary>
internal sealed class WebDriverConnection : IAsyncDisposable
{
    private readonly HttpClient http;
    private readonly SemaphoreSlim oneAtATime = new(1);
    private string path = "";

    private WebDriverConnection(int port) => http = new() { BaseAddress = new($"http://127.0.0.1:{port}/"), Timeout = Engine.StepLimit };

    public JsonElement Capabilities { get; private set; }

    /// <summary>Connects to a driver that may still be starting, and starts the browser.</summary>
    public static async Task<WebDriverConnection> OpenAsync(int port, IReadOnlyDictionary<string, object> capabilities)
    {
        var connection = new WebDriverConnection(port);
        await connection.ReadyAsync();
        var session = await connection.SendAsync(HttpMethod.Post, "session", new { capabilities = new { alwaysMatch = capabilities } });
        connection.Capabilities = session.GetProperty("capabilities").Clone();
        connection.path = $"session/{session.GetProperty("sessionId").GetString()}/";
        return connection;
    }

    public async Task<JsonElement> GetAsync(string? window, string command) => await InAsync(window, HttpMethod.Get, command, null);

    public async Task<JsonElement> PostAsync(string? window, string command, object body) => await InAsync(window, HttpMethod.Post, command, body);

    public async Task<JsonElement> DeleteAsync(string? window, string command) => await InAsync(window, HttpMethod.Delete, command, null);

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        oneAtATime.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement> InAsync(string? window, HttpMethod method, string command, object? body)
    {
        await oneAtATime.WaitAsync();
        try
        {
            if (window is not null)
                await SendAsync(HttpMethod.Post, $"{path}window", new { handle = window });
            return await SendAsync(method, path + command, body);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string command, object? body)
    {
        using var request = new HttpRequestMessage(method, command);
        if (body is not null)
        {
            // Not chunked: WebKitWebDriver reads bodies of a stated length.
            request.Content = JsonContent.Create(body);
            await request.Content.LoadIntoBufferAsync();
        }

        using var answer = await Engine.LimitedAsync(http.SendAsync(request), command);
        var value = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("value");
        return answer.IsSuccessStatusCode ? value : throw new EngineException($"{command}: {value}");
    }

    private async Task ReadyAsync()
    {
        using var limit = new CancellationTokenSource(Engine.StepLimit);
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("status", UriKind.Relative), limit.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(20, limit.Token);
        }
    }
}
