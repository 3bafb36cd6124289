namespace Tandem.Sessions;

/// <summary>
/// Whether the clock is believed. One that was ahead when the machine started would have ended every session; so would a long holiday.
/// For ten minutes nothing is said of sessions that only the clock has ended: then it is right, or somebody has set it. Safe for any
/// number of threads.
/// </summary>
internal sealed class ClockDoubt(TimeProvider time)
{
    /// <summary>How long it lasts.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private volatile State? state;

    /// <summary>Whether it has begun and nobody has noted its end.</summary>
    public bool IsOpen => state is not null;

    /// <summary>The newest time that was stored before the clock may have been set; null while the clock is believed.</summary>
    public DateTimeOffset? Since => Left > TimeSpan.Zero ? state?.Since : null;

    /// <summary>How long it still lasts.</summary>
    public TimeSpan Left => state is { } now ? Lasts - time.GetElapsedTime(now.Begun) : TimeSpan.Zero;

    /// <summary>When the last of the sessions in question ends: a clock that shows less does not end them all.</summary>
    public DateTimeOffset? LastEnd => state?.LastEnd;

    /// <summary>Begins it.</summary>
    /// <param name="since">The newest stored time.</param>
    /// <param name="lastEnd">When the last session that was alive then has ended.</param>
    public void Begin(DateTimeOffset since, DateTimeOffset lastEnd) => state = new(since, lastEnd, time.GetTimestamp());

    /// <summary>Ends it.</summary>
    public void End() => state = null;

    /// <summary>Whether a session is over by nothing but the clock, while that is in doubt.</summary>
    public bool HasEnded(StoredSession stored, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return Since is { } since && stored.EndedBy(now) is SessionEnd.Idle or SessionEnd.AbsoluteLifetime && stored.EndedBy(since) is null
            && stored.Session.CreatedAt <= since;
    }

    private sealed record State(DateTimeOffset Since, DateTimeOffset LastEnd, long Begun);
}
