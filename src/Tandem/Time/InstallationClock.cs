namespace Tandem.Time;

/// <summary>The installation's one clock: whole milliseconds, the resolution in which times are stored and compared.</summary>
public sealed class InstallationClock(TimeProvider time)
{
    /// <summary>The present, cut to the millisecond.</summary>
    public DateTimeOffset UtcNow => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
