using System.Net;
using System.Net.Sockets;

namespace Tandem.Processes.Testing;

/// <summary>Ports for programs that cannot say which one they took.</summary>
public static class LoopbackPort
{
    // Below the ports that systems hand out by themselves, so that no connection takes one before its program listens.
    private const int First = 15_000;
    private const int Count = 15_000;

    private static int last = Environment.ProcessId * 97;

    /// <summary>Whether somebody listens there, at any of this machine's loopback addresses.</summary>
    public static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("localhost", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>One that nobody listens on now, another at each call.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref last) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
