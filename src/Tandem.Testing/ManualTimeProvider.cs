namespace Tandem.Testing;

/// <summary>A clock that a test moves. Timers fire while it is moved, in order of their due times. Safe for any number of threads.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now;
    private TimeSpan wallOffset;

    /// <summary>Makes one that stands still.</summary>
    /// <param name="start">What it shows first; null for a moment in 2031, the same in every run.</param>
    public ManualTimeProvider(DateTimeOffset? start = null) => now = start ?? new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now + wallOffset;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (gate)
            return now.Ticks;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass; timers that fall due fire.</summary>
    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    /// <summary>Sets the machine's clock by so much; no time passes, and no timer fires.</summary>
    public void SetWallClock(TimeSpan by)
    {
        lock (gate)
            wallOffset += by;
    }

    /// <summary>Lets time pass until the machine's clock shows a moment. Back is the clock only set: time does not run backwards.</summary>
    public void MoveTo(DateTimeOffset moment)
    {
        DateTimeOffset target;
        lock (gate)
            target = moment - wallOffset;
        while (true)
        {
            ManualTimer? due;
            lock (gate)
            {
                due = timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
                if (due is null)
                {
                    if (target < now)
                        wallOffset += target - now;
                    else
                        now = target;
                    return;
                }

                if (due.Due > now)
                    now = due.Due;
                due.Rearm(target);
            }

            due.Fire();
        }
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan every)
        {
            lock (owner.gate)
            {
                period = every;
                Due = dueTime < TimeSpan.Zero ? DateTimeOffset.MaxValue : owner.now + dueTime;
                owner.timers.Remove(this);
                if (dueTime >= TimeSpan.Zero)
                    owner.timers.Add(this);
            }

            return true;
        }

        // A periodic timer fires once for one move, however many periods it spans, as a real one does after a machine slept.
        public void Rearm(DateTimeOffset target)
        {
            if (period > TimeSpan.Zero)
                Due = target + period;
            else
                owner.timers.Remove(this);
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (owner.gate)
                owner.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
