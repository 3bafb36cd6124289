using System.Net.Sockets;
using System.Text;

namespace Tandem.Hostile.Tests.Pipeline;

/// <summary>Sends bytes to a host and reads until it closes.</summary>
internal static class RawRequest
{
    // Generous: a machine may be busy. A server that waits for what never comes shows as a time-out.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<string> SendAsync(Uri host, byte[] request)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(host.Host, host.Port, patience.Token);
        var received = new MemoryStream();
        await using var stream = new NetworkStream(socket);
        try
        {
            await stream.WriteAsync(request, patience.Token);
            // Nothing more will come: whatever the request promised, the server need not wait for it.
            socket.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(received, patience.Token);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Answered and closed before everything was read.
        }

        return Encoding.Latin1.GetString(received.ToArray());
    }
}
