using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tandem.Programs.Tests.HttpClients;

/// <summary>
/// A server that lets anybody sign in and keeps the connection, then reads a refresh to its end and closes without a response, as one that
/// is stopped at that moment. It counts the refreshes.
/// </summary>
internal sealed class ClosingServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;
    private int refreshes;

    public ClosingServer()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public int Refreshes => Volatile.Read(ref refreshes);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        listener.Dispose();
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(AnswerAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                while (await ReadAsync(client.GetStream()) is { } head)
                {
                    if (head.Contains("/refresh", StringComparison.Ordinal))
                    {
                        Interlocked.Increment(ref refreshes);
                        return;
                    }

                    await client.GetStream().WriteAsync(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nSet-Cookie: refreshToken=a; Path=/; Max-Age=600; HttpOnly\r\n\r\n{}"u8.ToArray(), stop.Token);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client, or the test, is gone.
            }
        }
    }

    // A request with its body; its first line. Null when the connection ended.
    private async Task<string?> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var length = await stream.ReadAsync(buffer, stop.Token);
            if (length == 0)
                return null;
            text.Append(Encoding.ASCII.GetString(buffer, 0, length));
            var all = text.ToString();
            var end = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && all.Length - end - 4 >= BodyLength(all[..end]))
                return all[..all.IndexOf('\r', StringComparison.Ordinal)];
        }
    }

    private static int BodyLength(string head) =>
        head.Split("\r\n").Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Select(line => int.Parse(line[15..], CultureInfo.InvariantCulture)).FirstOrDefault();
}
