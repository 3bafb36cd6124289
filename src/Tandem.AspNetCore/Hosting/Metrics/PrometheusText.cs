using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Tandem.AspNetCore.Hosting.Metrics;

/// <summary>
/// Collects the process's meters and writes them as Prometheus text (exposition format 0.0.4). Histograms have the buckets that their
/// instrument advises.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    private static readonly string[] Meters =
        [TandemMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    // Those of the OpenTelemetry SDK for instruments that advise none.
    private static readonly double[] DefaultBounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000];

    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> series = new(SameMetric.Comparer);
    private readonly MeterListener listener = new();

    /// <param name="factory">Makes the application's meters. Those of another web server in the process are left out.</param>
    public PrometheusText(IMeterFactory factory)
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            // The runtime's own meter belongs to no factory.
            if (Meters.Contains(instrument.Meter.Name) && (instrument.Meter.Scope is null || instrument.Meter.Scope == factory))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.Start();
    }

    public string Write()
    {
        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var metric in series.GroupBy(entry => Name(entry.Key.Instrument)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var instrument = metric.First().Key.Instrument;
            text.Append("# HELP ").Append(metric.Key).Append(' ').Append(instrument.Description?.ReplaceLineEndings(" ")).Append('\n');
            text.Append("# TYPE ").Append(metric.Key).Append(' ').Append(Type(instrument)).Append('\n');
            foreach (var ((_, labels), values) in metric.OrderBy(entry => entry.Key.Labels, StringComparer.Ordinal))
                Write(text, metric.Key, labels, values, Type(instrument));
        }

        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        series.GetOrAdd((instrument, Labels(tags)), static key => new Series(Bounds(key.Instrument))).Record(value, absolute: IsAbsolute(instrument));

    private static void Write(StringBuilder text, string name, string labels, Series values, string type)
    {
        var (sum, count, buckets) = values.Read();
        if (type == "histogram")
        {
            var before = labels.Length > 0 ? $"{labels[..^1]}," : "{";
            foreach (var (bound, upTo) in buckets)
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{before}le=\"{bound:R}\"}} {upTo}\n");
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{before}le=\"+Inf\"}} {count}\n");
            text.Append(CultureInfo.InvariantCulture, $"{name}_sum{labels} {sum:R}\n");
            text.Append(CultureInfo.InvariantCulture, $"{name}_count{labels} {count}\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {sum:R}\n");
        }
    }

    // Observable instruments report totals, the others what was added.
    private static bool IsAbsolute(Instrument instrument) =>
        instrument.IsObservable || instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Gauge<>);

    private static IReadOnlyList<double> Bounds(Instrument instrument) => instrument switch
    {
        Histogram<double> histogram => histogram.Advice?.HistogramBucketBoundaries ?? DefaultBounds,
        Histogram<int> histogram => Advised(histogram.Advice?.HistogramBucketBoundaries),
        Histogram<long> histogram => Advised(histogram.Advice?.HistogramBucketBoundaries),
        _ => [],
    };

    private static double[] Advised<T>(IReadOnlyList<T>? bounds) where T : INumber<T> =>
        bounds is null ? DefaultBounds : [.. bounds.Select(double.CreateChecked)];

    private static string Type(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        return type.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram"
            : type.Contains("UpDown", StringComparison.Ordinal) || type.Contains("Gauge", StringComparison.Ordinal) ? "gauge"
            : "counter";
    }

    private static string Name(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        if (instrument.Unit == "s")
            name += "_seconds";
        else if (instrument.Unit == "By")
            name += "_bytes";
        return Type(instrument) == "counter" ? name + "_total" : name;
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var text = new StringBuilder("{");
        foreach (var (key, value) in tags)
        {
            var written = value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            var escaped = written
                .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(text.Length > 1 ? "," : "").Append(key.Replace('.', '_')).Append("=\"").Append(escaped).Append('"');
        }

        return text.Append('}').ToString();
    }

    /// <summary>Two meters of one name have instruments of one name: their values are one metric's.</summary>
    private sealed class SameMetric : IEqualityComparer<(Instrument Instrument, string Labels)>
    {
        public static SameMetric Comparer { get; } = new();

        public bool Equals((Instrument Instrument, string Labels) x, (Instrument Instrument, string Labels) y) =>
            x.Instrument.Name == y.Instrument.Name && x.Instrument.Meter.Name == y.Instrument.Meter.Name && x.Labels == y.Labels;

        public int GetHashCode((Instrument Instrument, string Labels) key) => HashCode.Combine(key.Instrument.Name, key.Labels);
    }

    private sealed class Series(IReadOnlyList<double> bounds)
    {
        private readonly Lock gate = new();
        private readonly long[] buckets = new long[bounds.Count];
        private double sum;
        private long count;

        public void Record(double value, bool absolute)
        {
            var bucket = 0;
            while (bucket < bounds.Count && value > bounds[bucket])
                bucket++;
            lock (gate)
            {
                sum = absolute ? value : sum + value;
                count++;
                if (bucket < buckets.Length)
                    buckets[bucket]++;
            }
        }

        /// <summary>Each bucket holds what is at most its bound, so also what smaller ones hold.</summary>
        public (double Sum, long Count, IReadOnlyList<(double Bound, long UpTo)> Buckets) Read()
        {
            lock (gate)
            {
                var upTo = 0L;
                return (sum, count, [.. bounds.Zip(buckets, (bound, own) => (bound, upTo += own))]);
            }
        }
    }
}
