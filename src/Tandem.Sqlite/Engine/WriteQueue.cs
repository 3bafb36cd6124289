namespace Tandem.Sqlite.Engine;

/// <summary>Writes that wait for the writer, first come, first served. Adding one wakes the writer itself, and no other thread between.</summary>
internal sealed class WriteQueue(int capacity)
{
    private readonly object gate = new();
    private readonly Queue<PendingWrite> waiting = new();
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
            if (closed || waiting.Count >= capacity)
                return false;
            waiting.Enqueue(write);
            Wake();
            return true;
        }
    }

    /// <summary>The next write that nobody has withdrawn, claimed; null when none waits.</summary>
    public PendingWrite? Take()
    {
        lock (gate)
        {
            while (waiting.TryDequeue(out var write))
            {
                if (write.TryTake())
                    return write;
            }

            return null;
        }
    }

    /// <summary>Sleeps until a write waits. False when it is closed and empty.</summary>
    public bool Wait()
    {
        lock (gate)
        {
            while (waiting.Count == 0)
            {
                if (closed)
                    return false;
                sleeping = true;
                Monitor.Wait(gate);
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
        sleeping = false;
    }
}
