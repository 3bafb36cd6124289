using Tandem.Platform;
using Tandem.Testing;

namespace Tandem.Tests.Platform;

/// <summary>Security requirement "clock jump": steps of the machine's clock against the monotonic time.</summary>
public sealed class InstallationClockTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly ManualTimeProvider time = new();
    private readonly InstallationClock clock;
    private readonly DateTimeOffset start;

    public InstallationClockTests()
    {
        clock = new(time);
        start = time.GetUtcNow();
    }

    public static TheoryData<TimeSpan> Steps =>
        [Second, -Second, Minute, -Minute, Minute + Millisecond, -Minute - Millisecond, Hour, -Hour, Year, -Year];

    [Fact]
    public void It_starts_at_the_machines_time_and_goes_with_it()
    {
        time.Advance(TimeSpan.FromDays(7) + Millisecond);

        Assert.Equal(start + TimeSpan.FromDays(7) + Millisecond, clock.UtcNow);
        Assert.Null(clock.TakeJump());
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_of_the_machines_clock_is_not_taken_over_at_once(TimeSpan step)
    {
        time.SetWallClock(step);

        Assert.Equal(start, clock.UtcNow);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void It_never_leaves_nine_to_eleven_tenths_of_its_speed(TimeSpan step)
    {
        time.SetWallClock(step);

        var before = clock.UtcNow;
        for (var i = 0; i < 1000; i++)
        {
            time.Advance(Second);
            var now = clock.UtcNow;
            Assert.InRange(now - before, 0.9 * Second - Millisecond, 1.1 * Second + Millisecond);
            before = now;
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void It_joins_the_machines_clock_after_ten_times_the_step_and_not_before(TimeSpan step)
    {
        time.SetWallClock(step);

        time.Advance(10 * step.Duration() - Second);
        Assert.NotEqual(time.GetUtcNow(), clock.UtcNow);
        time.Advance(Second);
        Assert.Equal(time.GetUtcNow(), clock.UtcNow);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_of_more_than_a_minute_is_a_jump_and_is_told_once(TimeSpan step)
    {
        time.Advance(Hour);
        time.SetWallClock(step);

        var jump = clock.TakeJump();

        Assert.Equal(step.Duration() > Minute ? new ClockJump(start + Hour, start + Hour + step) : null, jump);
        time.Advance(TimeSpan.FromDays(30));
        Assert.Null(clock.TakeJump());
    }

    [Fact]
    public void A_jump_there_and_back_is_two()
    {
        time.SetWallClock(Year);
        _ = clock.UtcNow;
        time.Advance(Minute);
        time.SetWallClock(-Year);

        Assert.Equal(new ClockJump(start, start + Year), clock.TakeJump());
        Assert.Equal(new ClockJump(start + Minute + Year, start + Minute), clock.TakeJump());
        Assert.Null(clock.TakeJump());
    }

    [Fact]
    public void Small_steps_in_quick_succession_add_up_to_a_jump()
    {
        for (var i = 0; i < 4; i++)
        {
            time.Advance(Second);
            time.SetWallClock(20 * Second);
            _ = clock.UtcNow;
        }

        Assert.NotNull(clock.TakeJump());
        Assert.Null(clock.TakeJump());
    }

    [Fact]
    public void A_clock_that_drifts_by_a_minute_a_day_is_followed_and_no_jump()
    {
        for (var day = 0; day < 90; day++)
        {
            for (var hour = 0; hour < 24; hour++)
            {
                time.Advance(Hour);
                time.SetWallClock(2.5 * Second);
                _ = clock.UtcNow;
            }
        }

        time.Advance(Minute);
        Assert.Equal(time.GetUtcNow(), clock.UtcNow);
        Assert.Null(clock.TakeJump());
    }

    [Fact]
    public void Between_any_two_readings_it_never_runs_backwards()
    {
        var random = new Random(7);
        var before = clock.UtcNow;
        for (var i = 0; i < 100_000; i++)
        {
            time.Advance(TimeSpan.FromTicks(random.Next(50_000)));
            if (random.Next(50) == 0)
                time.SetWallClock(TimeSpan.FromMinutes(random.Next(-200, 201)));
            var now = clock.UtcNow;
            Assert.True(now >= before, $"{before:O} came before {now:O}.");
            before = now;
        }
    }

    [Fact]
    public void It_is_steady_again_only_from_the_last_jump()
    {
        time.Advance(Hour);
        Assert.Equal(Hour, clock.SteadyFor);
        time.SetWallClock(Minute);
        Assert.Equal(Hour, clock.SteadyFor);

        time.SetWallClock(Minute);
        Assert.Equal(TimeSpan.Zero, clock.SteadyFor);
        time.Advance(Minute);
        Assert.Equal(Minute, clock.SteadyFor);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(60_000, false)]
    [InlineData(60_001, true)]
    [InlineData(86_400_000, true)]
    public void After_a_restart_it_goes_on_from_the_newest_stored_time(int lead, bool isJump)
    {
        var newest = start.AddMilliseconds(lead);

        clock.Resume(newest, Minute);

        Assert.Equal(isJump ? newest + Minute : newest, clock.UtcNow);
        Assert.Equal(isJump ? new ClockJump(newest, start) : null, clock.TakeJump());
        time.Advance(TimeSpan.FromMilliseconds(10 * (lead + 60_000L)));
        Assert.Equal(time.GetUtcNow(), clock.UtcNow);
        Assert.Null(clock.TakeJump());
    }

    [Fact]
    public void A_stored_time_more_than_a_day_ahead_is_not_believed_and_told()
    {
        var newest = start.AddDays(1) + Millisecond;

        clock.Resume(newest, Minute);

        Assert.Equal(start, clock.UtcNow);
        Assert.Equal(new ClockJump(newest, start), clock.TakeJump());
    }

    [Fact]
    public void A_process_that_is_stopped_between_its_two_readings_sees_no_jump()
    {
        var stopping = new StoppingTime();
        var stopped = new InstallationClock(stopping);
        stopping.StopFor = Hour;

        var now = stopped.UtcNow;

        Assert.Equal(stopping.GetUtcNow(), now);
        Assert.Null(stopped.TakeJump());
    }

    [Fact]
    public void A_stored_time_of_before_changes_nothing()
    {
        clock.Resume(start - Year, Minute);

        Assert.Equal(start, clock.UtcNow);
        Assert.Null(clock.TakeJump());
    }

    [Fact]
    public void The_machines_own_time_runs_on_without_a_jump()
    {
        var own = new InstallationClock(MachineTime.Current);
        var before = own.UtcNow;

        Assert.True(own.UtcNow >= before);
        Assert.InRange(own.UtcNow - MachineTime.Current.GetUtcNow(), -Minute, Minute);
        Assert.Null(own.TakeJump());
    }

    [Fact]
    public void On_Linux_its_monotonic_time_counts_the_machines_sleep()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.Is64BitProcess, "Only Linux has a boot time of its own.");

        // /proc/uptime is the boot time, sleep included (proc(5)).
        var uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

        Assert.NotSame(TimeProvider.System, MachineTime.Current);
        Assert.InRange(MachineTime.Current.GetElapsedTime(0).TotalSeconds, uptime - 1, uptime + 60);
    }

    /// <summary>Time that passes once between the reading of the monotonic clock and that of the machine's.</summary>
    private sealed class StoppingTime : TimeProvider
    {
        private readonly ManualTimeProvider inner = new();

        public TimeSpan StopFor { get; set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override DateTimeOffset GetUtcNow()
        {
            var stop = StopFor;
            StopFor = TimeSpan.Zero;
            inner.Advance(stop);
            return inner.GetUtcNow();
        }
    }
}
