namespace Tandem.AspNetCore.Http.RateLimits;

/// <summary>
/// Counts requests by key, in windows of a minute that begin with the first request of their key. At most so many keys are counted by
/// themselves; under a flood of more, those that come later are counted with their whole network, and at last all together. So memory
/// is bounded, nobody's count is forgotten, and nobody goes uncounted.
/// </summary>
internal sealed class FixedWindowLimiter(TimeProvider time, int limit, int capacity = FixedWindowLimiter.DefaultCapacity)
{
    /// <summary>Keys counted by themselves, and again as many networks: less than 20 MB.</summary>
    public const int DefaultCapacity = 50_000;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Count> living = new(StringComparer.Ordinal);
    // In the order in which they end, as all windows are equally long.
    private readonly Queue<Count> windows = [];

    /// <summary>Keys that are counted now.</summary>
    public int Keys => living.Count;

    /// <summary>Counts a request: null when it may go on, else how long until the next one may.</summary>
    /// <param name="key">What is counted.</param>
    /// <param name="network">What it is counted with when there are too many keys.</param>
    /// <param name="requests">As how many it is counted.</param>
    public TimeSpan? Exceeds(string key, string network = "", int requests = 1)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            Forget(now);
            var count = Find(key, capacity, now) ?? Find(network, 2 * capacity, now) ?? Find("", int.MaxValue, now)!;
            if (count.Requests >= limit)
                return Window - time.GetElapsedTime(count.Began, now);
            count.Requests += requests;
            return null;
        }
    }

    private Count? Find(string key, int places, long now)
    {
        if (living.TryGetValue(key, out var count) || living.Count >= places)
            return count;
        count = new Count(key, now);
        living.Add(key, count);
        windows.Enqueue(count);
        return count;
    }

    private void Forget(long now)
    {
        while (windows.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Began, now) >= Window)
            living.Remove(windows.Dequeue().Key);
    }

    private sealed class Count(string key, long began)
    {
        public string Key => key;

        public long Began => began;

        public int Requests { get; set; }
    }
}
