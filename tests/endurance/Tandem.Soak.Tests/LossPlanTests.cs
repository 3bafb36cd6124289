using Tandem.Soak.Faults;

namespace Tandem.Soak.Tests;

public sealed class LossPlanTests
{
    private const int Replies = 20_000;

    [Fact]
    public void One_reply_in_twenty_is_lost_and_each_time_the_same_ones()
    {
        var first = Losses(seed: 1);

        Assert.InRange(first.Count(lost => lost) / (double)Replies, 0.045, 0.055);
        Assert.Equal(first, Losses(seed: 1));
        Assert.NotEqual(first, Losses(seed: 2));
    }

    private static List<bool> Losses(int seed)
    {
        var plan = new LossPlan(seed, 0.05);
        return [.. Enumerable.Range(0, Replies).Select(_ => plan.Loses(visitor: 3))];
    }
}
