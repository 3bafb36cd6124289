using System.Diagnostics.Metrics;

using Tandem.Passwords;
using Tandem.Testing;

namespace Tandem.Tests.Passwords;

/// <summary>Every refusal takes as long as the slowest kind of hash that is stored, by waiting.</summary>
public sealed class RefusalPaceTests : IDisposable
{
    private const string Quick = "$quick$n=1$c2FsdA$aGFzaA", Slow = "$slow$n=9$c2FsdA$aGFzaA";
    private readonly ManualTimeProvider time = new();
    private readonly Meter meter = new("Tandem");
    private readonly Dictionary<string, TimeSpan> work = new(StringComparer.Ordinal)
    {
        [Quick] = TimeSpan.FromMilliseconds(20),
        [Slow] = TimeSpan.FromMilliseconds(160),
    };

    private readonly RefusalPace pace;

    public RefusalPaceTests()
    {
        var hasher = new PasswordHasher(new PasswordAlgorithms(new Timed(this)), 1, new SeededRandom(1), meter);
        pace = new RefusalPace(hasher, time);
    }

    public void Dispose() => meter.Dispose();

    [Fact]
    public async Task With_one_kind_nothing_is_waited_for()
    {
        await pace.MeasureAsync([Quick]);

        Assert.Equal(TimeSpan.Zero, pace.Target(Evaluate(Quick)));
        Assert.True(pace.WaitAsync(Evaluate(null), CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Every_kind_and_an_evaluation_for_show_are_answered_at_the_same_time()
    {
        await pace.MeasureAsync([Quick, Slow]);

        var target = pace.Target(Evaluate(Slow));
        Assert.InRange(target, TimeSpan.FromMilliseconds(161), TimeSpan.FromMilliseconds(250));
        Assert.Equal(target, pace.Target(Evaluate(Quick)));
        Assert.Equal(target, pace.Target(Evaluate(null)));
        Assert.Equal(target, pace.Target(Evaluate("unreadable")));
    }

    [Fact]
    public async Task A_busy_machine_moves_the_time_for_all_kinds_alike()
    {
        await pace.MeasureAsync([Quick, Slow]);
        var idle = pace.Target(Evaluate(Slow));
        work[Quick] *= 2;
        work[Slow] *= 2;

        var busy = pace.Target(Evaluate(Slow));

        Assert.True(busy > idle);
        Assert.Equal(busy, pace.Target(Evaluate(Quick)));
    }

    [Fact]
    public async Task A_kind_that_was_not_stored_at_start_counts_from_its_first_evaluation_on()
    {
        await pace.MeasureAsync([Quick]);
        Evaluate(Slow);

        Assert.True(pace.Target(Evaluate(Quick)) > TimeSpan.FromMilliseconds(160));
    }

    [Fact]
    public async Task It_waits_for_the_rest_and_no_longer_than_half_a_second()
    {
        await pace.MeasureAsync([Quick, Slow]);
        var evaluation = Evaluate(Quick);
        time.Advance(TimeSpan.FromMilliseconds(50));
        var left = pace.Target(evaluation) - TimeSpan.FromMilliseconds(70);

        var waiting = pace.WaitAsync(evaluation, CancellationToken.None);
        time.Advance(left - TimeSpan.FromMilliseconds(1));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(2));
        await waiting;

        work[Slow] = TimeSpan.FromSeconds(20);
        var verySlow = new RefusalPace(new PasswordHasher(new PasswordAlgorithms(new Timed(this)), 1, new SeededRandom(1), meter), time);
        await verySlow.MeasureAsync([Quick, Slow]);
        var began = verySlow.Begin();
        time.Advance(work[Quick]);
        var bounded = verySlow.WaitAsync(verySlow.End(began, Quick), CancellationToken.None);
        time.Advance(RefusalPace.LongestWait);
        await bounded;
    }

    private Evaluation Evaluate(string? hash)
    {
        var began = pace.Begin();
        time.Advance(work.GetValueOrDefault(hash ?? Quick, work[Quick]));
        return pace.End(began, hash);
    }

    private sealed class Timed(RefusalPaceTests test) : IPasswordAlgorithm
    {
        public string Id => "timed";

        public string Hash(ReadOnlySpan<byte> password) => Quick;

        public bool Verify(string hash, ReadOnlySpan<byte> password)
        {
            test.time.Advance(test.work[hash]);
            return false;
        }

        public bool CanRead(string hash) => test.work.ContainsKey(hash);

        public bool NeedsRehash(string hash) => false;
    }
}
