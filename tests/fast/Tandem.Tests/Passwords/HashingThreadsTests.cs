using System.Globalization;

using Tandem.Passwords;

namespace Tandem.Tests.Passwords;

/// <summary>Where passwords are evaluated: behind everything else. K3.</summary>
[Trait("requirement", "K3")]
public sealed class HashingThreadsTests
{
    private const int Normal = 0, Idle = 5;

    [Fact]
    public async Task Work_runs_on_a_thread_behind_all_others_and_what_follows_does_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the niceness of a thread.");

        var (before, pool) = await Task.Run(() => (Niceness(), Thread.CurrentThread.IsThreadPoolThread), TestContext.Current.CancellationToken);
        var ((during, hashing), after) = await Task.Run(
            async () => (await new HashingThreads().RunAsync(() => (Niceness(), Thread.CurrentThread.IsThreadPoolThread)), Niceness()),
            TestContext.Current.CancellationToken);

        Assert.Equal((before + 10, false), (during, hashing));
        Assert.Equal((before, true), (after, pool));
    }

    [Fact]
    public async Task Of_several_at_once_one_keeps_a_share_of_a_busy_machine_and_the_others_run_when_it_is_idle()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the policy of a thread.");

        var threads = new HashingThreads();
        var before = await Task.Run(Niceness, TestContext.Current.CancellationToken);
        using var together = new Barrier(3);
        var seen = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => threads.RunAsync(() =>
        {
            together.SignalAndWait(TimeSpan.FromSeconds(30));
            var one = (Policy(), Niceness());
            together.SignalAndWait(TimeSpan.FromSeconds(30));
            return one;
        })));

        Assert.Equal([(Normal, before + 10), (Idle, before), (Idle, before)], seen.Order());
        Assert.Equal(Normal, await threads.RunAsync(Policy));
    }

    private static int Niceness() => Stat(19);

    private static int Policy() => Stat(41);

    // A field of proc(5)'s stat, counted from after the name in parentheses, which may hold blanks.
    private static int Stat(int field)
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[field - 3], CultureInfo.InvariantCulture);
    }
}
