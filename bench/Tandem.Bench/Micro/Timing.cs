using System.Diagnostics;

namespace Tandem.Bench.Micro;

/// <summary>What an operation takes: the median of many samples, each long enough for the clock.</summary>
internal sealed record Timing(string Name, double Microseconds, long AllocatedBytes)
{
    private const int Samples = 21;
    private static readonly TimeSpan SampleLength = TimeSpan.FromMilliseconds(50);

    public static Timing Of<T>(string name, Func<T> operation)
    {
        var (count, elapsed) = (1, TimeSpan.Zero);
        // Until a sample is long enough, which is also until the just-in-time compiler has done its best.
        while (elapsed < SampleLength)
        {
            count *= 2;
            elapsed = Time(operation, count);
        }

        for (var warmUp = 0; warmUp < Samples; warmUp++)
            Time(operation, count);
        var samples = Enumerable.Range(0, Samples).Select(_ => Time(operation, count).TotalMicroseconds / count).Order().ToList();
        var before = GC.GetAllocatedBytesForCurrentThread();
        operation();
        return new Timing(name, samples[Samples / 2], GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static TimeSpan Time<T>(Func<T> operation, int count)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            operation();
        return Stopwatch.GetElapsedTime(started);
    }
}
