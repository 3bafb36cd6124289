namespace Tandem.Bench.Load;

/// <summary>What a round of load came to.</summary>
internal sealed class LoadResult
{
    private readonly List<TimeSpan> latencies;
    private readonly TimeSpan duration;

    public LoadResult(TimeSpan duration, List<TimeSpan> latencies, int late, int faults, string? firstFault)
    {
        this.duration = duration;
        this.latencies = latencies;
        latencies.Sort();
        Answers = latencies.Count + late;
        Faults = faults;
        FirstFault = firstFault;
    }

    /// <summary>Every answer, those after the end of the round included.</summary>
    public int Answers { get; }

    /// <summary>Answers that were not what they should be.</summary>
    public int Faults { get; }

    /// <summary>The first of them.</summary>
    public string? FirstFault { get; }

    /// <summary>Answers a second, those in time.</summary>
    public double PerSecond => latencies.Count / duration.TotalSeconds;

    /// <summary>The time within which a share of the answers came.</summary>
    public TimeSpan Quantile(double share) => latencies.Count == 0 ? default : latencies[(int)Math.Min(latencies.Count - 1, share * latencies.Count)];
}
