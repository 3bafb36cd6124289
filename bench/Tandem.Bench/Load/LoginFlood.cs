using System.Diagnostics;
using System.Net.Sockets;

namespace Tandem.Bench.Load;

/// <summary>
/// Sends sign-ins at a rate, whether or not the earlier ones have been answered, from a thread of its own. When every connection waits
/// for an answer the next sign-in waits too: then the flood is as many at once.
/// </summary>
internal sealed class LoginFlood : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly List<(Connection Connection, LoginExchange Exchange)> all;
    private readonly int perSecond;

    public LoginFlood(Uri server, int connections, int perSecond, int seed)
    {
        this.perSecond = perSecond;
        all = [.. Enumerable.Range(0, connections).Select(number =>
        {
            var exchange = new LoginExchange(server, new Random(seed + number));
            return (new Connection(server, exchange), exchange);
        })];
    }

    /// <summary>Passwords that were found wrong.</summary>
    public int Refused => all.Sum(one => one.Exchange.Refused);

    /// <summary>Sign-ins that were sent away with a time to come back.</summary>
    public int SentAway => all.Sum(one => one.Exchange.SentAway);

    /// <summary>The first answer that was neither, or null.</summary>
    public string? FirstFault { get; private set; }

    /// <summary>From sending to the answer.</summary>
    public List<TimeSpan> Latencies { get; } = [];

    /// <summary>Floods while something else is done, then waits for the answers that are still due.</summary>
    public T During<T>(Func<T> work)
    {
        using var over = new CancellationTokenSource();
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Run(over.Token);
            }
            catch (Exception exception) when (exception is IOException or SocketException or TimeoutException)
            {
                failure = exception;
            }
        });
        thread.Start();
        try
        {
            return work();
        }
        finally
        {
            over.Cancel();
            thread.Join();
            FirstFault ??= failure?.Message;
        }
    }

    public void Dispose()
    {
        foreach (var (connection, _) in all)
            connection.Dispose();
    }

    private void Run(CancellationToken over)
    {
        var idle = new Queue<Connection>(all.Select(one => one.Connection));
        var waiting = new Dictionary<Socket, Connection>();
        var ready = new List<Socket>(all.Count);
        var started = Stopwatch.GetTimestamp();
        var sent = 0L;
        while (!over.IsCancellationRequested || waiting.Count > 0)
        {
            while (!over.IsCancellationRequested && sent < Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond && idle.TryDequeue(out var next))
            {
                next.Send();
                waiting.Add(next.Socket, next);
                sent++;
            }

            var last = over.IsCancellationRequested;
            ready.Clear();
            ready.AddRange(waiting.Keys);
            if (ready.Count == 0)
            {
                over.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(1));
                continue;
            }

            Socket.Select(ready, null, null, last ? Patience : TimeSpan.FromMilliseconds(2));
            if (ready.Count == 0 && last)
                throw new TimeoutException($"Sign-ins have not been answered for {Patience}.");
            foreach (var socket in ready)
            {
                if (!waiting[socket].TryReceive(out var latency, out var fault))
                    continue;
                FirstFault ??= fault;
                Latencies.Add(latency);
                waiting.Remove(socket, out var connection);
                idle.Enqueue(connection!);
            }
        }
    }
}
