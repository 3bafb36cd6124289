using System.Diagnostics.Metrics;

using Tandem.Refresh;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Hosting.Metrics;

/// <summary>What is counted, named after OpenTelemetry's conventions. No value names a person, a session or a token.</summary>
internal sealed class TandemMetrics
{
    public const string MeterName = "Tandem";

    // From a token that is verified in microseconds to a password that waits for its turn.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries =
        [
            0.000001, 0.0000025, 0.000005, 0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005,
            0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
        ],
    };

    private readonly TimeProvider time;
    private readonly Counter<long> logins;
    private readonly Counter<long> refreshes;
    private readonly Histogram<double> loginDuration;
    private readonly Histogram<double> refreshDuration;
    private readonly Histogram<double> verificationDuration;

    public TandemMetrics(IMeterFactory meters, TimeProvider time)
    {
        this.time = time;
        var meter = meters.Create(MeterName);
        logins = meter.CreateCounter<long>("tandem.login.attempts", "{attempt}", "Sign-ins by outcome.");
        refreshes = meter.CreateCounter<long>("tandem.refresh.requests", "{request}", "Refreshes by outcome.");
        loginDuration = meter.CreateHistogram("tandem.login.duration", "s", "How long deciding a sign-in took.", advice: Seconds);
        refreshDuration = meter.CreateHistogram("tandem.refresh.duration", "s", "How long deciding a refresh took.", advice: Seconds);
        verificationDuration = meter.CreateHistogram(
            "tandem.access_token.verification.duration", "s", "How long verifying an access token took.", advice: Seconds);
        meter.CreateObservableGauge("tandem.events.size", () => Events.Bytes, "By", "What the log of security events takes in the database, nearly.");
        meter.CreateObservableGauge("tandem.events.count", () => Events.Rows, "{event}", "Security events in the log.");
        meter.CreateObservableGauge(
            "tandem.events.size.limit", () => EventsBound is { } bound ? [new Measurement<long>(bound)] : Array.Empty<Measurement<long>>(), "By",
            "What the log of security events may take.");
    }

    /// <summary>How large the log of security events is.</summary>
    public EventLogSize Events { get; set; } = new(0, 0);

    /// <summary>How large it may be.</summary>
    public long? EventsBound { get; set; }

    /// <summary>
    /// Adds nothing to every count, so that each is there from the start: what rises from nothing to one is a rise for an alarm, what appears with one
    /// is none.
    /// </summary>
    public void Announce()
    {
        logins.Add(0, Outcome("succeeded"));
        logins.Add(0, Outcome("refused"));
        foreach (var outcome in Enum.GetValues<RotationOutcome>().Select(Name).Distinct())
            refreshes.Add(0, Outcome(outcome));
    }

    /// <summary>When something began that is reported with how long it took.</summary>
    public long Start() => time.GetTimestamp();

    public void Login(bool succeeded, long started) => Report(logins, loginDuration, succeeded ? "succeeded" : "refused", started);

    public void Refresh(RefreshResult result, long started) => Report(refreshes, refreshDuration, Name(result.Outcome), started);

    public void Verified(bool accepted, long started)
    {
        if (verificationDuration.Enabled)
            verificationDuration.Record(time.GetElapsedTime(started).TotalSeconds, Outcome(accepted ? "accepted" : "refused"));
    }

    private void Report(Counter<long> counter, Histogram<double> duration, string outcome, long started)
    {
        var tag = Outcome(outcome);
        counter.Add(1, tag);
        if (duration.Enabled)
            duration.Record(time.GetElapsedTime(started).TotalSeconds, tag);
    }

    private static KeyValuePair<string, object?> Outcome(string name) => new("outcome", name);

    private static string Name(RotationOutcome outcome) => outcome switch
    {
        RotationOutcome.Rotate => "rotate",
        RotationOutcome.AccessOnly => "access_only",
        RotationOutcome.Converge => "converge",
        RotationOutcome.Recover => "recover",
        RotationOutcome.Reuse => "reuse",
        RotationOutcome.FastForward => "fast_forward",
        RotationOutcome.Forged => "forged",
        RotationOutcome.Dead => "dead",
        _ => "refused",
    };
}
