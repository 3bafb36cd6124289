using System.Net;
using System.Net.Sockets;

namespace Tandem.Processes.Testing;

/// <summary>Ports for programs that cannot say which one they took.</summary>
public static class LoopbackPort
{
    /// <summary>One that nobody listens on now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
