using System.Reflection;

using Microsoft.Extensions.Hosting;

using Tandem.Operations;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Hosting;

/// <summary>Writes when the server began to serve and when it stopped.</summary>
internal sealed partial class StartAndStopEvents(IEventStore events, InstallationClock clock, ILogger<StartAndStopEvents> logger) : IHostedLifecycleService
{
    private static readonly string Version =
        typeof(StartAndStopEvents).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private bool hasStarted;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await events.AppendAsync(new ServerStarted(Version) { At = clock.UtcNow, Context = EventContext.Local }, cancellationToken);
        hasStarted = true;
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (!hasStarted)
            return;
        try
        {
            await events.AppendAsync(new ServerStopped { At = clock.UtcNow, Context = EventContext.Local }, cancellationToken);
        }
        catch (Exception exception) when (exception is StorageUnavailableException or OperationCanceledException)
        {
            // It stops all the same.
            StopNotWritten(exception);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1121, LogLevel.Warning, "The event server_stopped could not be written")]
    private partial void StopNotWritten(Exception exception);
}
