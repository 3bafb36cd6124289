using System.Globalization;

using Tandem.Bench.Load;

namespace Tandem.Bench.Report;

/// <summary>The table of <c>flood</c>.</summary>
internal sealed class FloodReport
{
    private const double Mebibyte = 1024 * 1024;

    private readonly MarkdownTable table = new(
        "request", "round", "sign-ins beside it", "answers/s", "p50 ms", "p99 ms", "max ms", "server memory MiB", "faults");

    private readonly List<(string Request, bool Flooded, double PerSecond)> rates = [];

    public string? FirstFault { get; private set; }

    public void Add(int round, bool flooded, Measurement one, long workingSet)
    {
        FirstFault ??= one.Load.FirstFault;
        rates.Add((one.Name, flooded, one.Load.PerSecond));
        table.Add(
            one.Name, round, flooded ? "flood" : "none", one.Load.PerSecond, one.Load.Quantile(0.5), one.Load.Quantile(0.99),
            one.Load.Quantile(1), workingSet / Mebibyte, one.Load.Faults);
    }

    public void Write(TextWriter target, int clients, int flooders, int perSecond, LoginFlood flood, string storage)
    {
        var numbers = CultureInfo.InvariantCulture;
        target.WriteLine(string.Create(numbers,
            $"Flood: {perSecond} sign-ins a second with wrong passwords on {flooders} connections, beside {clients} measured ones; drivers on the same machine."));
        target.WriteLine($"{MachineFacts.Describe()}; {storage}.");
        target.WriteLine();
        table.Write(target);
        foreach (var request in rates.GroupBy(rate => rate.Request))
        {
            var (quiet, flooded) = (request.Where(rate => !rate.Flooded), request.Where(rate => rate.Flooded));
            target.WriteLine($"{request.Key}: {Ratio.Of(quiet.Zip(flooded, (without, with) => with.PerSecond / without.PerSecond)).AsShare()} of the quiet rate.");
        }

        var latencies = flood.Latencies.Order().ToList();
        target.WriteLine(string.Create(numbers,
            $"Sign-ins: {latencies.Count} answered, {flood.Refused} of them 401 and {flood.SentAway} 429 or 503 with Retry-After; "
            + $"p50 {At(latencies, 0.5):n0} ms, p99 {At(latencies, 0.99):n0} ms, max {At(latencies, 1):n0} ms."));
        target.WriteLine((FirstFault ?? flood.FirstFault) is { } fault ? $"FAULT: {fault}" : "Every measured answer was a 200.");
    }

    private static double At(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)].TotalMilliseconds;
}
