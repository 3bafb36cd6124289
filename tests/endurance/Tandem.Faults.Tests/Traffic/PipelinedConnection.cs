using System.Net;
using System.Net.Sockets;

using Tandem.Bench.Load;

namespace Tandem.Faults.Tests.Traffic;

/// <summary>A connection that is kept, with several people's requests under way on it, one behind the other.</summary>
internal sealed class PipelinedConnection : IDisposable
{
    private readonly string host;
    private readonly Queue<PendingRequest> waiting = new();
    private readonly MemoryStream wire = new();
    private byte[] buffer = new byte[64 * 1024];
    private int received;

    public PipelinedConnection(Uri server)
    {
        host = server.Authority;
        Socket.NoDelay = true;
        Socket.Connect(new IPEndPoint(IPAddress.Parse(server.Host), server.Port));
    }

    public Socket Socket { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public int Waiting => waiting.Count;

    /// <summary>Sends requests in one piece.</summary>
    public void Send(IEnumerable<PendingRequest> requests)
    {
        wire.SetLength(0);
        foreach (var pending in requests)
        {
            pending.WriteTo(wire, host);
            waiting.Enqueue(pending);
        }

        // Blocking: takes all of it.
        Socket.Send(wire.GetBuffer().AsSpan(0, (int)wire.Length));
    }

    /// <summary>Reads what has arrived, and hands each whole response to its request.</summary>
    /// <exception cref="IOException">The server closed the connection.</exception>
    public void Receive(ResponseRead take)
    {
        if (received == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var count = Socket.Receive(buffer.AsSpan(received));
        if (count == 0)
            throw new IOException($"The server closed a connection with {waiting.Count} requests under way.");
        received += count;
        var at = 0;
        while (waiting.Count > 0 && HttpReply.TryRead(buffer.AsSpan(at, received - at), out var reply))
        {
            take(waiting.Dequeue(), reply);
            at += reply.Length;
        }

        buffer.AsSpan(at, received - at).CopyTo(buffer);
        received -= at;
    }

    public void Dispose()
    {
        wire.Dispose();
        Socket.Dispose();
    }

    /// <summary>What is done with an answer.</summary>
    public delegate void ResponseRead(PendingRequest pending, in HttpReply reply);
}
