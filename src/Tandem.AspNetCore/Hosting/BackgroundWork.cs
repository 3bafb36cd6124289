using Microsoft.Extensions.Hosting;

namespace Tandem.AspNetCore.Hosting;

/// <summary>Something done again and again while the process lives. A failure is logged once, and tried again in the next round.</summary>
internal abstract partial class BackgroundWork(string name, TimeSpan every, TimeProvider time, ILogger logger) : BackgroundService
{
    protected abstract Task RunAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        var failing = false;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await RunAsync(stoppingToken);
                    if (failing)
                        Recovered(name);
                    failing = false;
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    if (!failing)
                        Failed(name, exception);
                    failing = true;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The process is stopping.
        }
    }

    [LoggerMessage(1111, LogLevel.Error, "{Work} failed; it is tried again")]
    private partial void Failed(string work, Exception exception);

    [LoggerMessage(1112, LogLevel.Information, "{Work} works again")]
    private partial void Recovered(string work);
}
