namespace Tandem.Platform;

/// <summary>
/// How the installation's clock follows the machine's, as a pure function of the last reading, the monotonic time since, and what
/// the machine's clock shows.
/// </summary>
/// <param name="Now">The installation's time.</param>
/// <param name="Wall">What the machine's clock should show; differs from what it does only by what is tolerated.</param>
internal readonly record struct ClockReading(DateTimeOffset Now, DateTimeOffset Wall)
{
    /// <summary>
    /// One part in ten: the clock runs at nine to eleven tenths of its speed until it has joined the machine's. A minute takes ten
    /// minutes, an hour ten hours. The leeway of 30 s is then never shorter than 27 s, which still holds a client's 12 s and 15 s on
    /// the way; an idle lifetime of a week never shorter than six days and eight hours.
    /// </summary>
    internal const int Slowness = 10;

    /// <summary>More than this is a jump, and reported; less is what clocks do, and only followed.</summary>
    internal static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(1);

    /// <summary>The first reading.</summary>
    public static ClockReading Start(DateTimeOffset wall) => new(wall, wall);

    /// <summary>The next reading.</summary>
    /// <param name="elapsed">Monotonic time since this one.</param>
    /// <param name="wall">What the machine's clock shows.</param>
    /// <param name="jump">The jump it made since, if it made one.</param>
    public ClockReading After(TimeSpan elapsed, DateTimeOffset wall, out ClockJump? jump)
    {
        // Steps too small to be jumps add up, unless they come as slowly as a clock drifts.
        var expected = Wall + elapsed;
        jump = (wall - expected).Duration() > Tolerated ? new(expected, wall) : null;
        return new(Toward(Now, wall, elapsed), jump is null ? Toward(Wall, wall, elapsed) : wall);
    }

    private static DateTimeOffset Toward(DateTimeOffset from, DateTimeOffset wall, TimeSpan elapsed)
    {
        var unadjusted = from + elapsed;
        var most = elapsed.Ticks / Slowness;
        return unadjusted.AddTicks(Math.Clamp((wall - unadjusted).Ticks, -most, most));
    }
}

/// <summary>The machine's clock was set: by more than a minute it is not what it should be.</summary>
/// <param name="From">What it should have shown.</param>
/// <param name="To">What it shows.</param>
internal readonly record struct ClockJump(DateTimeOffset From, DateTimeOffset To);
