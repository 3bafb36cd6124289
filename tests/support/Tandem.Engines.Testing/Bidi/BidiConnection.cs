using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace Tandem.Engines.Testing.Bidi;

/// <summary>A connection of WebDriver BiDi (<see href="https://www.w3.org/TR/webdriver-bidi/"/>): commands with numbers, answers with the same.</summary>
internal sealed class BidiConnection : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly CancellationTokenSource end = new();
    private Task receiving = Task.CompletedTask;
    private int last;

    public static async Task<BidiConnection> OpenAsync(Uri url)
    {
        var connection = new BidiConnection();
        using var limit = new CancellationTokenSource(Engine.StepLimit);
        await connection.socket.ConnectAsync(url, limit.Token);
        connection.receiving = connection.ReceiveAsync();
        return connection;
    }

    /// <summary>Sends a command and waits for its result.</summary>
    public async Task<JsonElement> SendAsync(string method, object parameters)
    {
        var id = Interlocked.Increment(ref last);
        var answer = waiting.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        await sending.WaitAsync(end.Token);
        try
        {
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters }), WebSocketMessageType.Text, true, end.Token);
        }
        finally
        {
            sending.Release();
        }

        return await Engine.LimitedAsync(answer.Task, method);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await receiving;
        socket.Dispose();
        sending.Dispose();
        end.Dispose();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            var part = new byte[1 << 16];
            while (true)
            {
                using var message = new MemoryStream();
                ValueWebSocketReceiveResult received;
                do
                {
                    received = await socket.ReceiveAsync(part.AsMemory(), end.Token);
                    message.Write(part, 0, received.Count);
                }
                while (!received.EndOfMessage);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                Answer(JsonSerializer.Deserialize<JsonElement>(message.ToArray()));
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException)
        {
            // The browser or the test is at its end.
        }

        foreach (var answer in waiting.Values)
            answer.TrySetException(new EngineException("The browser ended."));
    }

    private void Answer(JsonElement message)
    {
        // Events have no id; none are subscribed to.
        if (!message.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number || !waiting.TryRemove(id.GetInt32(), out var answer))
            return;
        if (message.TryGetProperty("result", out var result))
            answer.TrySetResult(result);
        else
            answer.TrySetException(new EngineException(message.ToString()));
    }
}
