namespace Tandem.Soak.Schedule;

/// <summary>SplitMix64: the same numbers from the same seeds, in every version of .NET.</summary>
/// <remarks>Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators (2014).</remarks>
internal sealed class SeededRandom
{
    private ulong state;

    public SeededRandom(params ReadOnlySpan<int> seeds)
    {
        foreach (var seed in seeds)
        {
            state ^= (uint)seed;
            state = NextULong();
        }
    }

    /// <summary>From 0 to below 1.</summary>
    public double NextDouble() => (NextULong() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 to below <paramref name="end"/>.</summary>
    public int Next(int end) => (int)(NextDouble() * end);

    private ulong NextULong()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
