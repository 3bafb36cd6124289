namespace Tandem.Simulation.Tests.Playing;

/// <summary>A machine's clocks: the monotonic one is the timeline, the other differs by the machine's offset and by what was set.</summary>
internal sealed class NodeTime(Timeline timeline, long offset) : TimeProvider
{
    public static DateTimeOffset Beginning { get; } = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

    /// <summary>Milliseconds by which the machine's clock was set.</summary>
    public long Step { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Beginning.AddMilliseconds(timeline.Now + offset + Step);

    public override long GetTimestamp() => timeline.Now * TimeSpan.TicksPerMillisecond;
}
