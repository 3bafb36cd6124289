using System.Collections.Concurrent;

using Tandem.Soak.Schedule;

namespace Tandem.Soak.Faults;

/// <summary>Which replies are lost: of each person the first, second, third one by the same throws of the same dice.</summary>
internal sealed class LossPlan(int seed, double rate)
{
    // Apart from the seeds of schedules.
    private const int Dice = 1_000_003;

    private readonly ConcurrentDictionary<int, int> replies = new();

    public bool Loses(int visitor)
    {
        var ordinal = replies.AddOrUpdate(visitor, 1, (_, count) => count + 1);
        return new SeededRandom(seed, visitor, ordinal, Dice).NextDouble() < rate;
    }
}
