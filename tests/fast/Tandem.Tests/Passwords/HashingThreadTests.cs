using System.Globalization;

using Tandem.Passwords;

namespace Tandem.Tests.Passwords;

/// <summary>Where passwords are evaluated: behind everything else. K3.</summary>
[Trait("requirement", "K3")]
public sealed class HashingThreadTests
{
    [Fact]
    public async Task Work_runs_on_a_thread_behind_all_others_and_what_follows_does_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the niceness of a thread.");

        var (before, pool) = await Task.Run(() => (Niceness(), Thread.CurrentThread.IsThreadPoolThread), TestContext.Current.CancellationToken);
        var ((during, hashing), after) = await Task.Run(
            async () => (await HashingThread.RunAsync(() => (Niceness(), Thread.CurrentThread.IsThreadPoolThread)), Niceness()),
            TestContext.Current.CancellationToken);

        Assert.Equal((before + 10, false), (during, hashing));
        Assert.Equal((before, true), (after, pool));
    }

    // The 19th field of proc(5)'s stat, counted from after the name in parentheses, which may hold blanks.
    private static int Niceness()
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }
}
