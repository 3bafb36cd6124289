namespace Tandem.Revocation;

/// <summary>Waits for a session to be refused, and then says so, once. After it was disposed of nothing is said.</summary>
internal sealed class RevocationWatch(Guid sessionId, Guid accountId, long epoch, Action refused, RevocationWatches watches) : IDisposable
{
    // Held while it is said: whoever disposes of it can rely on that being over.
    private readonly Lock gate = new();
    private bool done;

    public Guid SessionId => sessionId;

    public Guid AccountId => accountId;

    public long Epoch => epoch;

    public void Refused()
    {
        lock (gate)
        {
            if (!done)
                refused();
            done = true;
        }
    }

    public void Dispose()
    {
        watches.Remove(this);
        lock (gate)
            done = true;
    }
}

/// <summary>Those that wait for a refusal, found by session and by account.</summary>
internal sealed class RevocationWatches
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, HashSet<RevocationWatch>> waiting = [];

    public void Add(RevocationWatch watch)
    {
        lock (gate)
        {
            foreach (var id in Ids(watch))
            {
                if (!waiting.TryGetValue(id, out var those))
                    waiting.Add(id, those = []);
                those.Add(watch);
            }
        }
    }

    public void Remove(RevocationWatch watch)
    {
        lock (gate)
        {
            foreach (var id in Ids(watch))
            {
                if (waiting.TryGetValue(id, out var those) && those.Remove(watch) && those.Count == 0)
                    waiting.Remove(id);
            }
        }
    }

    /// <summary>Those of a session or an account.</summary>
    public IReadOnlyList<RevocationWatch> Of(Guid id)
    {
        lock (gate)
            return waiting.TryGetValue(id, out var those) ? [.. those] : [];
    }

    private static Guid[] Ids(RevocationWatch watch) => [watch.SessionId, watch.AccountId];
}
