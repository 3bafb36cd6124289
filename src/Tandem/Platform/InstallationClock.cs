namespace Tandem.Platform;

/// <summary>
/// The installation's one clock: whole milliseconds, the resolution in which times are stored and compared. It starts from the
/// machine's clock and goes on by monotonic time; where the machine's clock drifts or is set, it follows gradually and never runs
/// backwards (<see cref="ClockReading"/>). Safe for any number of threads.
/// </summary>
internal sealed class InstallationClock
{
    /// <summary>How far the machine's clock may lie behind the newest stored time for the stored one to be believed: a day.</summary>
    /// <remarks>
    /// Covers what happens to clocks that were right before, a time zone mistaken for another included. Beyond it one of the two is
    /// nonsense, and a database that once saw a wrong year must not keep the installation in it.
    /// </remarks>
    internal static readonly TimeSpan BelievedLead = TimeSpan.FromDays(1);

    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Queue<ClockJump> jumps = [];
    private ClockReading reading;
    private long readAt;
    private long steadySince;

    /// <summary>Starts it at the machine's time.</summary>
    public InstallationClock(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        this.time = time;
        readAt = steadySince = time.GetTimestamp();
        reading = ClockReading.Start(time.GetUtcNow());
    }

    /// <summary>The present, cut to the millisecond.</summary>
    public DateTimeOffset UtcNow
    {
        get
        {
            lock (gate)
            {
                Read();
                return DateTimeOffset.FromUnixTimeMilliseconds(reading.Now.ToUnixTimeMilliseconds());
            }
        }
    }

    /// <summary>How long the machine's clock has gone without a jump, or since this clock was started.</summary>
    public TimeSpan SteadyFor
    {
        get
        {
            lock (gate)
            {
                Read();
                return time.GetElapsedTime(steadySince, readAt);
            }
        }
    }

    /// <summary>The next jump of the machine's clock that nobody has taken yet, or null.</summary>
    public ClockJump? TakeJump()
    {
        lock (gate)
        {
            Read();
            return jumps.TryDequeue(out var jump) ? jump : null;
        }
    }

    /// <summary>
    /// At start, tells the newest time that was stored: a clock that was set back meanwhile must not revive what had ended, nor
    /// reopen a window. This one then goes on from there, slowly, until the machine's has caught up.
    /// </summary>
    /// <param name="newestStored">The newest stored time.</param>
    /// <param name="settlingTime">After a jump it goes on so much later, for the windows of the last refreshes to be over.</param>
    public void Resume(DateTimeOffset newestStored, TimeSpan settlingTime)
    {
        lock (gate)
        {
            Read();
            var isJump = newestStored - reading.Wall > ClockReading.Tolerated;
            if (isJump)
                Note(new ClockJump(newestStored, reading.Wall));
            if (newestStored > reading.Now && newestStored - reading.Wall <= BelievedLead)
                reading = reading with { Now = isJump ? newestStored + settlingTime : newestStored };
        }
    }

    /// <summary>Takes the machine's time over at once: what this one shows was wrong, and nobody has relied on it.</summary>
    public void Rejoin()
    {
        lock (gate)
        {
            Read();
            reading = ClockReading.Start(time.GetUtcNow());
            steadySince = readAt;
        }
    }

    private void Read()
    {
        var (at, wall) = ReadBoth();
        reading = reading.After(time.GetElapsedTime(readAt, at), wall, out var jump);
        readAt = at;
        if (jump is { } found)
            Note(found);
    }

    // A process that is stopped between the two readings for a minute would see a jump, and another one back.
    private (long At, DateTimeOffset Wall) ReadBoth()
    {
        while (true)
        {
            var before = time.GetTimestamp();
            var wall = time.GetUtcNow();
            var at = time.GetTimestamp();
            if (time.GetElapsedTime(before, at) < TimeSpan.FromSeconds(1))
                return (at, wall);
        }
    }

    private void Note(ClockJump jump)
    {
        jumps.Enqueue(jump);
        steadySince = readAt;
    }
}
