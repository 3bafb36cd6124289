using System.Diagnostics;
using System.Net.Sockets;

namespace Tandem.Bench.Load;

/// <summary>
/// Keeps a request under way on every connection. One thread and no tasks: what the driver takes of the processors is missing to the
/// server.
/// </summary>
internal sealed class LoadDriver : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Dictionary<Socket, Connection> connections;

    private LoadDriver(IEnumerable<Connection> connections) => this.connections = connections.ToDictionary(connection => connection.Socket);

    public static LoadDriver Connect(Uri server, IEnumerable<Exchange> exchanges) =>
        new(exchanges.Select(exchange => new Connection(server, exchange)));

    /// <summary>Sends until the time is over, then waits for the answers that are still due.</summary>
    public LoadResult Run(TimeSpan duration)
    {
        var latencies = new List<TimeSpan>(1 << 20);
        var late = 0;
        var faults = 0;
        string? firstFault = null;
        var waiting = new HashSet<Socket>(connections.Keys);
        var ready = new List<Socket>(connections.Count);

        var started = Stopwatch.GetTimestamp();
        foreach (var connection in connections.Values)
            connection.Send();
        while (waiting.Count > 0)
        {
            ready.Clear();
            ready.AddRange(waiting);
            Socket.Select(ready, null, null, Patience);
            if (ready.Count == 0)
                throw new TimeoutException($"The server has not answered for {Patience}.");
            foreach (var socket in ready)
            {
                if (!connections[socket].TryReceive(out var latency, out var fault))
                    continue;
                firstFault ??= fault;
                faults += fault is null ? 0 : 1;
                if (Stopwatch.GetElapsedTime(started) < duration)
                {
                    latencies.Add(latency);
                    connections[socket].Send();
                }
                else
                {
                    late++;
                    waiting.Remove(socket);
                }
            }
        }

        return new LoadResult(duration, latencies, late, faults, firstFault);
    }

    public void Dispose()
    {
        foreach (var connection in connections.Values)
            connection.Dispose();
    }
}
