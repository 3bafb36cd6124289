using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Tandem.Server.Serving;

/// <summary>
/// Sends metrics and traces by OTLP where the environment names a collector. The variables are OpenTelemetry's own
/// (https://opentelemetry.io/docs/specs/otel/protocol/exporter/).
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

    private static readonly string[] Meters = ["Tandem", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    // What OpenTelemetry would tell of the person behind a request: an address, a program, a path with the id of a session in it.
    private static readonly string[] Personal = ["client.address", "network.peer.address", "network.peer.port", "url.path", "url.query", "user_agent.original"];

    public static void AddTo(WebApplicationBuilder builder)
    {
        var metrics = IsNamed(builder.Configuration, MetricsEndpoint);
        var traces = IsNamed(builder.Configuration, TracesEndpoint);
        if (!metrics && !traces)
            return;
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource =>
        {
            if (builder.Configuration["OTEL_SERVICE_NAME"] is null)
                resource.AddService("tandem");
        });
        if (metrics)
            telemetry.WithMetrics(meters => meters.AddMeter(Meters).AddOtlpExporter());
        if (traces)
        {
            telemetry.WithTracing(tracer => tracer
                .AddAspNetCoreInstrumentation(options => options.EnrichWithHttpResponse = (activity, _) =>
                {
                    foreach (var tag in Personal)
                        activity.SetTag(tag, null);
                })
                .AddOtlpExporter());
        }
    }

    private static bool IsNamed(ConfigurationManager configuration, string signal) =>
        !string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)
        && !string.IsNullOrEmpty(configuration[signal] ?? configuration[Endpoint]);
}
