using System.Diagnostics;

namespace Tandem.Sqlite.Engine;

/// <summary>
/// Writes that wait for the writer, first come, first served, and after them those that yield. Adding one wakes the writer itself, and no
/// other thread between.
/// </summary>
internal sealed class WriteQueue(int capacity)
{
    /// <summary>
    /// How soon after a write that does not yield the next is expected, whose transaction those that yield then share. Otherwise a slow
    /// disk would make every refresh wait for the transactions of sign-ins too.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(5);

    private readonly object gate = new();
    private readonly Queue<PendingWrite> prompt = new();
    private readonly Queue<PendingWrite> yielding = new();
    private long lastPrompt = -Stopwatch.Frequency;
    private bool sleeping;
    private bool closed;

    /// <summary>Whether it takes no more.</summary>
    public bool IsClosed
    {
        get
        {
            lock (gate)
                return closed;
        }
    }

    /// <summary>Adds a write; false when it is full or closed.</summary>
    public bool TryAdd(PendingWrite write)
    {
        lock (gate)
        {
            if (closed || prompt.Count + yielding.Count >= capacity)
                return false;
            (write.Yields ? yielding : prompt).Enqueue(write);
            if (!write.Yields)
                lastPrompt = Stopwatch.GetTimestamp();
            Wake();
            return true;
        }
    }

    /// <summary>The next write that nobody has withdrawn, claimed; null when none waits.</summary>
    public PendingWrite? Take()
    {
        lock (gate)
        {
            while (prompt.TryDequeue(out var write) || yielding.TryDequeue(out write))
            {
                if (write.TryTake())
                    return write;
            }

            return null;
        }
    }

    /// <summary>Sleeps until there is a transaction to be made. False when the queue is closed and empty.</summary>
    public bool Wait()
    {
        lock (gate)
        {
            while (prompt.Count == 0)
            {
                var left = Patience - Stopwatch.GetElapsedTime(lastPrompt);
                if (yielding.Count > 0 && (closed || left <= TimeSpan.Zero))
                    return true;
                if (closed)
                    return false;
                sleeping = true;
                Monitor.Wait(gate, yielding.Count > 0 ? (int)Math.Ceiling(left.TotalMilliseconds) : Timeout.Infinite);
                sleeping = false;
            }

            return true;
        }
    }

    /// <summary>Takes no more; what waits is still taken.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Wake();
        }
    }

    private void Wake()
    {
        if (sleeping)
            Monitor.Pulse(gate);
    }
}
