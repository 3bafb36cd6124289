namespace Tandem.Simulation.Tests.Playing;

/// <summary>Virtual time in milliseconds, and what happens in it. Nothing waits: time moves to the next event.</summary>
internal sealed class Timeline
{
    private readonly PriorityQueue<Due, (long Time, long Order)> due = new();
    private long order;

    public long Now { get; private set; }

    /// <summary>Lets something happen; <paramref name="isArrival"/>: a request reaches a node, which may happen while another is being decided.</summary>
    public void After(long delay, Action happens, bool isArrival = false) =>
        due.Enqueue(new Due(happens, isArrival), (Now + Math.Max(0, delay), order++));

    /// <summary>Plays everything until then.</summary>
    public void RunUntil(long time)
    {
        while (due.TryPeek(out _, out var next) && next.Time <= time)
        {
            var happens = due.Dequeue().Happens;
            Now = Math.Max(Now, next.Time);
            happens();
        }

        Now = Math.Max(Now, time);
    }

    /// <summary>Plays the next event if it is an arrival within <paramref name="within"/>.</summary>
    public void RunNextArrival(long within)
    {
        if (!due.TryPeek(out var upcoming, out var next) || !upcoming.IsArrival || next.Time > Now + within)
            return;
        due.Dequeue();
        Now = Math.Max(Now, next.Time);
        upcoming.Happens();
    }

    private readonly record struct Due(Action Happens, bool IsArrival);
}
