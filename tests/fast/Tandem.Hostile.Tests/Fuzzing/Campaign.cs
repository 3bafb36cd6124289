using System.Diagnostics;

namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>
/// Gives a target its corpus, then mutations of it, for a while. An input that takes the code along a way not seen before joins the
/// corpus.
/// </summary>
internal sealed class Campaign(FuzzTarget target, int seed)
{
    private readonly byte[] seen = new byte[1 << 16];
    private readonly List<byte[]> corpus = [];
    private readonly Random random = new(seed);

    static Campaign() => CoverageMap.Prepare();

    /// <summary>Inputs given so far.</summary>
    public long Tried { get; private set; }

    /// <summary>Inputs that went new ways.</summary>
    public IReadOnlyList<byte[]> Corpus => corpus;

    /// <summary>Edges between branches that were taken.</summary>
    public int Edges => seen.Count(bucket => bucket != 0);

    /// <summary>Runs; the first finding ends it.</summary>
    /// <returns>The finding with its input, or null.</returns>
    public (byte[] Input, Exception Finding)? Run(IEnumerable<byte[]> start, TimeSpan duration, long mostInputs = long.MaxValue)
    {
        foreach (var input in start)
        {
            if (Try(input) is { } finding)
                return (input, finding);
        }

        var mutator = new Mutator(random, target.Dictionary);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < duration && Tried < mostInputs;)
        {
            var input = mutator.Mutate(Choose(), Choose());
            if (Try(input) is { } finding)
                return (input, finding);
        }

        return null;
    }

    private Exception? Try(byte[] input)
    {
        Tried++;
        CoverageMap.Clear();
        try
        {
            target.Give(input);
        }
        // Whatever escapes is a finding.
        catch (Exception e)
        {
            return e;
        }

        if (CoverageMap.MergeInto(seen) || corpus.Count == 0)
            corpus.Add(input);
        return null;
    }

    // Newer inputs went deeper: they are chosen more often.
    private byte[] Choose() => corpus[(int)(corpus.Count * Math.Sqrt(random.NextDouble()))];
}
