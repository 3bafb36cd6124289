using System.Collections.Concurrent;
using System.Net;
using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

using Tandem.Processes.Testing;

namespace Tandem.Server.Tests.Serving;

/// <summary>Metrics and traces by OTLP, for a collector that the environment names.</summary>
public sealed class TelemetryTests : IAsyncDisposable
{
    private readonly TestInstallation tandem = new();
    private readonly ConcurrentDictionary<string, StringBuilder> received = new();
    private WebApplication? collector;

    public async ValueTask DisposeAsync()
    {
        if (collector is not null)
            await collector.DisposeAsync();
        tandem.Dispose();
    }

    [Fact]
    public async Task A_collector_gets_histograms_and_traces_that_name_nobody()
    {
        tandem.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = await CollectAsync();
        tandem.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        tandem.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "100";
        tandem.Environment["OTEL_BSP_SCHEDULE_DELAY"] = "100";
        await tandem.CreateUserAsync("ada@example.com");

        await using (var server = await tandem.ServeAsync())
        {
            var signedIn = await server.SignInAsync("ada@example.com");
            (await server.RefreshAsync(signedIn.Cookie)).Dispose();
            await Eventually.IsTrueAsync(
                async () => await server.StatusAsync("/healthz") == HttpStatusCode.OK
                    && Has("/v1/metrics", "tandem.refresh.duration") && Has("/v1/traces", "/api/auth/refresh"),
                TimeSpan.FromSeconds(60));
        }

        Assert.True(Has("/v1/metrics", "tandem.login.duration"));
        Assert.True(Has("/v1/metrics", "http.server.request.duration"));
        Assert.All(received.Keys, path => Assert.False(Has(path, "ada@example.com") || Has(path, "user_agent.original") || Has(path, "url.path"), path));
    }

    private bool Has(string path, string text)
    {
        if (!received.TryGetValue(path, out var all))
            return false;
        lock (all)
            return all.ToString().Contains(text, StringComparison.Ordinal);
    }

    private async Task<string> CollectAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        collector = builder.Build();
        collector.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.Latin1);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            var all = received.GetOrAdd(context.Request.Path.Value!, _ => new StringBuilder());
            lock (all)
                all.Append(body);
            context.Response.ContentType = "application/x-protobuf";
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
        await collector.StartAsync();
        return collector.Urls.Single();
    }
}
