using System.Diagnostics.Metrics;

namespace Tandem.Sqlite.Engine;

/// <summary>What is measured of the writer.</summary>
internal sealed class StorageMetrics
{
    private readonly Histogram<double>? duration;
    private readonly Histogram<int>? writes;

    /// <param name="meters">Makes the application's meters; null to measure nothing.</param>
    /// <param name="log">Whose length is told.</param>
    public StorageMetrics(IMeterFactory? meters, WriteAheadLog log)
    {
        if (meters?.Create(new MeterOptions("Tandem")) is not { } meter)
            return;
        duration = meter.CreateHistogram<double>(
            "tandem.storage.commit.duration", "s", "From the first write of a transaction to its durable end.",
            advice: new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] });
        writes = meter.CreateHistogram<int>(
            "tandem.storage.commit.writes", "{write}", "Writes that shared a transaction.",
            advice: new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] });
        meter.CreateObservableGauge("tandem.storage.log.size", () => log.Length, "By", "Write-ahead log that is not in the database file yet.");
    }

    public void Committed(int count, TimeSpan took)
    {
        duration?.Record(took.TotalSeconds);
        writes?.Record(count);
    }
}
