using Tandem.Soak.Schedule;

namespace Tandem.Soak.Faults;

/// <summary>How long a message is under way: 10 ms and more, 30 ms on average, now and then 150 ms.</summary>
internal sealed class Jitter(int seed)
{
    private readonly Lock gate = new();
    private readonly SeededRandom random = new(seed);

    public TimeSpan Next()
    {
        double number;
        lock (gate)
            number = random.NextDouble();
        return TimeSpan.FromMilliseconds(Math.Min(150, 10 - (20 * Math.Log(1 - number))));
    }
}
