namespace Tandem.Hostile.Tests.Timing;

/// <summary>The statistic itself, on samples whose difference is known.</summary>
public sealed class PairedDifferenceTests
{
    [Fact]
    public void Equal_times_are_hardly_ever_a_leak()
    {
        var random = new Random(7);
        int unlikely = 0, leaks = 0;
        for (var run = 0; run < 300; run++)
        {
            var difference = PairedDifference.Of(Samples(random, 200, 0), Samples(random, 200, 0));
            unlikely += difference.Probability < 0.01 ? 1 : 0;
            leaks += difference.IsLeak(4) ? 1 : 0;
        }

        // Three are expected of a probability below 0.01: the probabilities are what they claim to be.
        Assert.InRange(unlikely, 0, 12);
        Assert.InRange(leaks, 0, 1);
    }

    [Fact]
    public void A_millisecond_among_noise_is_a_leak_in_every_run()
    {
        var random = new Random(8);
        for (var run = 0; run < 50; run++)
            Assert.True(PairedDifference.Of(Samples(random, 200, 1), Samples(random, 200, 0)).IsLeak(4));
    }

    [Fact]
    public void A_tiny_difference_is_significant_among_many_samples_and_no_leak()
    {
        var random = new Random(9);
        var difference = PairedDifference.Of(Samples(random, 6_000, 0.15), Samples(random, 6_000, 0));

        Assert.True(difference.Probability < 1e-6, difference.ToString());
        Assert.False(difference.IsLeak(1), difference.ToString());
    }

    // 22 ms, give or take one, and one in ten far out: as measured on a busy machine.
    private static double[] Samples(Random random, int count, double longer) => [.. Enumerable.Range(0, count).Select(_ =>
        22 + longer + ((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2) + (random.Next(10) == 0 ? random.NextDouble() * 60 : 0))];
}
