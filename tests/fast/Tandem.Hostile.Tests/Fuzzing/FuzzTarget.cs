using System.Diagnostics;

namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>Code that reads what strangers send, and what must hold whatever they send.</summary>
public abstract class FuzzTarget
{
    // Longer is a loop that grows faster than its input: the largest input has 64 KiB.
    private static readonly TimeSpan LongestTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Name of the folder of its corpus.</summary>
    public string Name => GetType().Name.Replace("Target", "", StringComparison.Ordinal);

    /// <summary>Words of the format, put into inputs as they are.</summary>
    public abstract IReadOnlyList<string> Dictionary { get; }

    /// <summary>Inputs to begin with, besides those of the corpus folder.</summary>
    public abstract IEnumerable<byte[]> Seeds { get; }

    /// <summary>Inputs of a run that is not bounded by time.</summary>
    public virtual int Inputs => 40_000;

    /// <summary>Gives it one input.</summary>
    /// <exception cref="FindingException">Something does not hold.</exception>
    public abstract void Give(byte[] input);

    /// <summary>
    /// Runs the code under test, and nothing else, within bounds of memory and time. What a first call makes once, such as a table,
    /// does not count: a bound is broken when three calls break it.
    /// </summary>
    protected static T Within<T>(long bytes, Func<T> code)
    {
        for (var call = 1; ; call++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            var result = code();
            var elapsed = Stopwatch.GetElapsedTime(started);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated <= bytes && elapsed <= LongestTime)
                return result;
            if (call == 3)
                throw new FindingException($"It allocated {allocated} bytes where {bytes} are allowed, and took {elapsed.TotalMilliseconds} ms.");
        }
    }

    protected static void Must(bool holds, string what)
    {
        if (!holds)
            throw new FindingException(what);
    }
}
