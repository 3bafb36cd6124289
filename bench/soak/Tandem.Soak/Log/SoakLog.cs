namespace Tandem.Soak.Log;

/// <summary>What happened to one contender, in order. Safe for any number of writers.</summary>
internal sealed class SoakLog(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<SoakEvent> events = [];
    private long? start;
    private bool ended;

    /// <summary>Counts time from here. Of what was before, only the sign-ins are part of the run, at 0.</summary>
    public void Start(long timestamp)
    {
        lock (gate)
            start = timestamp;
    }

    /// <summary>What comes later is not part of the run.</summary>
    public void End()
    {
        lock (gate)
            ended = true;
    }

    public void Add(int visitor, int tab, SoakEventKind kind, long? generation = null, string? reason = null)
    {
        lock (gate)
        {
            if (ended || (start is null && kind is not SoakEventKind.SignedIn))
                return;
            var at = start is { } since ? (int)time.GetElapsedTime(since).TotalMilliseconds : 0;
            events.Add(new(at, visitor, tab, kind) { Generation = generation, Reason = reason });
        }
    }

    public IReadOnlyList<SoakEvent> Events
    {
        get
        {
            lock (gate)
                return [.. events];
        }
    }
}
