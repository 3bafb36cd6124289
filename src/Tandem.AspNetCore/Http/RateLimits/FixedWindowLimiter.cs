namespace Tandem.AspNetCore.Http.RateLimits;

/// <summary>
/// Counts requests by key, in windows of a minute that begin with the first request of their key. There are places for so many keys. When
/// they are taken, the addresses of the network that has most of them are counted together from then on, so that whoever fills the table
/// by addresses of their own pays for it and others keep counts of their own. So memory is bounded, nobody's count is forgotten, and
/// nobody goes uncounted.
/// </summary>
internal sealed class FixedWindowLimiter(TimeProvider time, int limit, int capacity = FixedWindowLimiter.DefaultCapacity)
{
    /// <summary>Keys counted by themselves: less than 20 MB.</summary>
    public const int DefaultCapacity = 50_000;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private static readonly CountedKey Everybody = CountedKey.Of("");

    private readonly Lock gate = new();
    private readonly Dictionary<CountedKey, Count> living = [];
    // In the order in which they end, as all windows are equally long.
    private Queue<Count> windows = [];
    private int networks;
    private bool hasNothingToJoin;

    // Joining looks at every place: it has to make room for some time.
    private readonly int roomToMake = Math.Max(1, capacity / 64);

    /// <summary>Keys that are counted now.</summary>
    public int Keys => living.Count;

    /// <summary>Counts a request by a text: null when it may go on, else how long until the next one may.</summary>
    public TimeSpan? Exceeds(string text) => Exceeds(CountedKey.Of(text));

    /// <summary>Counts a request: null when it may go on, else how long until the next one may.</summary>
    public TimeSpan? Exceeds(CountedKey key)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            Forget(now);
            var count = Find(key) ?? Add(key, now);
            if (count.Requests >= limit)
                return Window - time.GetElapsedTime(count.Began, now);
            count.Requests++;
            return null;
        }
    }

    private Count? Find(CountedKey key)
    {
        if (living.TryGetValue(key, out var count))
            return count;
        for (var level = 1; networks > 0 && level <= CountedKey.Levels && key.Around(level) is { } network; level++)
        {
            if (living.TryGetValue(network, out count))
                return count;
        }

        return null;
    }

    private Count Add(CountedKey key, long now)
    {
        if (living.Count < capacity)
            return Put(new Count(key, now));
        JoinLargest(now);
        return Find(key) ?? (living.Count < capacity ? Put(new Count(key, now)) : Find(Everybody) ?? Put(new Count(Everybody, now)));
    }

    private Count Put(Count count)
    {
        living.Add(count.Key, count);
        windows.Enqueue(count);
        return count;
    }

    // The narrowest networks first: those who share one with a flood suffer from it.
    private void JoinLargest(long now)
    {
        for (var level = 1; !hasNothingToJoin && level <= CountedKey.Levels; level++)
        {
            var found = living.Keys
                .Select(key => key.Around(level)).OfType<CountedKey>()
                .CountBy(network => network).Where(network => network.Value > 1).OrderByDescending(network => network.Value).ToList();
            if (found.Count > 0 && (level == CountedKey.Levels || found[0].Value > roomToMake))
            {
                Join(level, found, now);
                return;
            }
        }

        hasNothingToJoin = true;
    }

    private void Join(int level, IEnumerable<KeyValuePair<CountedKey, int>> largest, long now)
    {
        var joined = new Dictionary<CountedKey, Count>();
        var room = 0;
        foreach (var (network, keys) in largest)
        {
            joined.Add(network, new Count(network, now));
            room += keys - 1;
            if (room >= roomToMake)
                break;
        }

        foreach (var (key, count) in living.ToList())
        {
            if (key.Around(level) is { } network && joined.TryGetValue(network, out var together))
            {
                together.Requests += count.Requests;
                living.Remove(key);
            }
        }

        windows = new Queue<Count>(windows.Where(count => living.ContainsKey(count.Key)));
        foreach (var together in joined.Values)
            Put(together);
        networks += joined.Count;
    }

    private void Forget(long now)
    {
        while (windows.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Began, now) >= Window)
        {
            living.Remove(windows.Dequeue().Key);
            networks -= oldest.Key.IsWidened ? 1 : 0;
            hasNothingToJoin &= living.Count > capacity - roomToMake;
        }
    }

    private sealed class Count(CountedKey key, long began)
    {
        public CountedKey Key => key;

        public long Began => began;

        public int Requests { get; set; }
    }
}
