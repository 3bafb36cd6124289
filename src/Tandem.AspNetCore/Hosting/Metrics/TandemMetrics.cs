using System.Diagnostics.Metrics;

using Tandem.Refresh;

namespace Tandem.AspNetCore.Hosting.Metrics;

/// <summary>What is counted, named after OpenTelemetry's conventions. No value names a person, a session or a token.</summary>
internal sealed class TandemMetrics
{
    public const string MeterName = "Tandem";

    private readonly Counter<long> logins;
    private readonly Counter<long> refreshes;

    public TandemMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        logins = meter.CreateCounter<long>("tandem.login.attempts", "{attempt}", "Sign-ins by outcome.");
        refreshes = meter.CreateCounter<long>("tandem.refresh.requests", "{request}", "Refreshes by outcome.");
    }

    public void Login(bool succeeded) => logins.Add(1, new KeyValuePair<string, object?>("outcome", succeeded ? "succeeded" : "refused"));

    public void Refresh(RefreshResult result) => refreshes.Add(1, new KeyValuePair<string, object?>("outcome", Name(result.Outcome)));

    private static string Name(RotationOutcome outcome) => outcome switch
    {
        RotationOutcome.Rotate => "rotate",
        RotationOutcome.Repeat => "repeat",
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
