using System.Net;
using System.Net.Sockets;

namespace Tandem.AspNetCore.Tests.AccessTokens.Hostile;

/// <summary>An address that nobody has a reason to call, and who did.</summary>
internal sealed class WatchedAddress : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private int calls;

    public WatchedAddress()
    {
        listener.Start();
        _ = ListenAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public int Calls => Volatile.Read(ref calls);

    public void Dispose() => listener.Dispose();

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var caller = await listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref calls);
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }
}
