using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tandem.Engines.Testing;

/// <summary>
/// A proxy that knows CONNECT only and takes every host name for this machine: names without a change to <c>/etc/hosts</c>, for an
/// engine that has no setting for it. What goes through is TLS between page and server; cookies are none of its business.
/// </summary>
internal sealed class LoopbackProxy : IAsyncDisposable
{
    private const int LongestRequest = 8192;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Task accepting;

    public LoopbackProxy()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address => listener.LocalEndpoint.ToString()!;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await accepting;
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (Port(await HeadAsync(stream)) is not { } port)
                    return;
                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, port, end.Token);
                await stream.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), end.Token);
                await Task.WhenAny(stream.CopyToAsync(server.GetStream(), end.Token), server.GetStream().CopyToAsync(stream, end.Token));
            }
            catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
            {
                // One of the two ends went away.
            }
        }
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        // Byte by byte: what follows the head belongs to the server. It is short and comes once a connection.
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < LongestRequest && !head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, end.Token);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static int? Port(string head) =>
        head.Split(' ') is ["CONNECT", var target, ..] && int.TryParse(target[(target.LastIndexOf(':') + 1)..], out var port) ? port : null;
}
