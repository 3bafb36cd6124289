namespace Tandem.Faults.Tests.Crashes;

/// <summary>What was done and answered, kept where no crash of the server reaches it.</summary>
internal sealed class History
{
    private readonly Lock gate = new();
    private readonly List<HistoryEntry> entries = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> waiting = [];
    private long step;
    private volatile int run;

    /// <summary>The server's run, from 1.</summary>
    public int ServerRun => run;

    public int Count
    {
        get
        {
            lock (gate)
                return entries.Count;
        }
    }

    public IReadOnlyList<HistoryEntry> Entries
    {
        get
        {
            lock (gate)
                return [.. entries];
        }
    }

    public void BeginRun() => run++;

    /// <summary>A moment: later ones are larger.</summary>
    public long Step() => Interlocked.Increment(ref step);

    public void Add(HistoryEntry entry)
    {
        lock (gate)
        {
            entries.Add(entry);
            foreach (var (_, reached) in waiting.Where(wait => wait.Count <= entries.Count))
                reached.TrySetResult();
            waiting.RemoveAll(wait => wait.Count <= entries.Count);
        }
    }

    /// <summary>Waits for so many entries.</summary>
    public Task ReachAsync(int count)
    {
        lock (gate)
        {
            if (count <= entries.Count)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>What concerned an account last, for a message.</summary>
    public string Of(string account) =>
        string.Join('\n', Entries.Where(entry => entry.Account == account).OrderBy(entry => entry.Ended).TakeLast(80));
}
