using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Bench.Load;

/// <summary>A connection that is kept, with at most one request under way.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Exchange exchange;
    private readonly byte[] buffer = new byte[16 * 1024];
    private int received;
    private long sentAt;

    public Connection(Uri server, Exchange exchange)
    {
        this.exchange = exchange;
        Socket.NoDelay = true;
        Socket.Connect(new IPEndPoint(IPAddress.Parse(server.Host), server.Port));
    }

    public Socket Socket { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public void Send()
    {
        received = 0;
        sentAt = Stopwatch.GetTimestamp();
        // Blocking: takes all of it.
        Socket.Send(exchange.Next());
    }

    /// <summary>Reads what has arrived; true when the answer is complete.</summary>
    public bool TryReceive(out TimeSpan latency, out string? fault)
    {
        latency = default;
        fault = null;
        var count = Socket.Receive(buffer.AsSpan(received));
        if (count == 0)
            throw new IOException("The server closed a connection.");
        received += count;
        if (!HttpReply.TryRead(buffer.AsSpan(0, received), out var reply))
            return false;
        latency = Stopwatch.GetElapsedTime(sentAt);
        fault = exchange.Take(reply);
        return true;
    }

    public void Dispose() => Socket.Dispose();
}
