using Tandem.Refresh;
using Tandem.Simulation.Tests.Judging;
using Tandem.Simulation.Tests.Mutants;
using Tandem.Simulation.Tests.Playing;

namespace Tandem.Simulation.Tests;

/// <summary>The promises of the refresh protocol, over the real services, in 100,000 histories.</summary>
public sealed class SimulationTests
{
    private const int Histories = 100_000;

    [Fact]
    public void Every_promise_holds_in_a_hundred_thousand_histories()
    {
        var tally = new Tally();
        var before = Environment.CpuUsage.TotalTime;
        for (var seed = 1L; seed <= Histories; seed++)
        {
            if (History.Play(seed, Rules.Product, tally) is { } violation)
                Assert.Fail($"Seed {seed}: {violation.Message}\n{Trace(seed, Rules.Product)}");
        }

        var took = Environment.CpuUsage.TotalTime - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{tally.Histories:N0} histories, {tally.Presentations:N0} presentations, {took.TotalSeconds:F1} s of one core");

        // It must not pass because nothing happens.
        Assert.Equal(Histories, tally.Histories);
        Assert.Empty(Missing<RotationOutcome>(tally.Outcomes));
        Assert.Empty(Missing<Fault>(tally.Faults));
        Assert.Empty(Missing<AccessVerdict>(tally.Accesses));
        Assert.Empty(Missing<ThiefKind>(tally.Thieves));
        // No promise of finding it was made for the follower.
        Assert.Equal([nameof(ThiefKind.Follower)], Missing<ThiefKind>(tally.ThievesJudged));
        Assert.All(tally.FoundAt[1..7], count => Assert.NotEqual(0, count));
        Assert.True(took < TimeSpan.FromMinutes(2), $"100,000 histories took {took}.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(4096)]
    public void One_seed_is_one_history(long seed)
    {
        Assert.Equal(Trace(seed, Rules.Product), Trace(seed, Rules.Product));
        Assert.NotEqual(Trace(seed, Rules.Product), Trace(seed + 1, Rules.Product));
    }

    private static string Trace(long seed, Rules rules)
    {
        var trace = new List<string>();
        _ = History.Play(seed, rules, new Tally(), trace);
        return string.Join('\n', trace);
    }

    private static IEnumerable<string> Missing<T>(long[] counts) where T : struct, Enum =>
        Enum.GetNames<T>().Zip(counts).Where(pair => pair.Second == 0).Select(pair => pair.First);
}
