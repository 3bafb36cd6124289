using System.Diagnostics;

using Tandem.Bench.Served;

namespace Tandem.Bench.Load;

/// <summary>A round of load, and what it cost.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Load">The answers.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="ServerTime">Processor time of the server.</param>
/// <param name="DriverTime">Processor time of the driver.</param>
/// <param name="Commits">Transactions that became durable, or null where there are none.</param>
internal sealed record Measurement(string Name, LoadResult Load, TimeSpan Elapsed, TimeSpan ServerTime, TimeSpan DriverTime, long? Commits)
{
    /// <summary>Share of one processor.</summary>
    public double ServerShare => ServerTime / Elapsed;

    /// <summary>Share of one processor.</summary>
    public double DriverShare => DriverTime / Elapsed;

    /// <summary>Processor time of the server for one answer, in microseconds. Depends less than all else on what other programs do.</summary>
    public double ServerMicroseconds => ServerTime.TotalMicroseconds / Load.Answers;

    /// <summary>Durable transactions a second.</summary>
    public double? CommitsPerSecond => Commits / Elapsed.TotalSeconds;

    /// <summary>Answers for each durable transaction.</summary>
    public double? GroupSize => Commits is > 0 ? (double)Load.Answers / Commits : null;

    public static Measurement Of(string name, ServerProcess server, Func<LoadResult> run, Func<long?> commits)
    {
        using var driver = Process.GetCurrentProcess();
        var commitsBefore = commits();
        var serverBefore = server.ProcessorTime;
        var driverBefore = driver.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        var load = run();
        var elapsed = Stopwatch.GetElapsedTime(started);
        driver.Refresh();
        return new Measurement(
            name, load, elapsed, server.ProcessorTime - serverBefore, driver.TotalProcessorTime - driverBefore, commits() - commitsBefore);
    }

    /// <summary>In a line, for whoever waits.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Name} {Load.PerSecond:n0}/s, {ServerMicroseconds:n1} µs of the server each, {Load.Faults} faults");
}
