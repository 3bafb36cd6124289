namespace Tandem.Revocation;

/// <summary>Those that wait for a refusal, found by session and by account.</summary>
internal sealed class RefusalWatches
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, HashSet<RefusalWatch>> waiting = [];

    public void Add(RefusalWatch watch)
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

    public void Remove(RefusalWatch watch)
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
    public IReadOnlyList<RefusalWatch> Of(Guid id)
    {
        lock (gate)
            return waiting.TryGetValue(id, out var those) ? [.. those] : [];
    }

    private static Guid[] Ids(RefusalWatch watch) => [watch.Token.SessionId, watch.Token.Subject];
}
