using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Hosting.Metrics;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.SecurityEvents;

/// <summary>Keeps the log of events within its bound, and says beforehand that it will reach it.</summary>
internal sealed partial class EventSizeWatch : BackgroundWork
{
    private const int Batch = 500;

    private readonly IEventStore events;
    private readonly InstallationClock clock;
    private readonly long? most;
    private readonly TandemMetrics metrics;
    private readonly ILogger logger;
    private bool isWarned;

    public EventSizeWatch(
        IEventStore events, IOptions<EventOptions> options, InstallationClock clock, TandemMetrics metrics, TimeProvider time, ILogger<EventSizeWatch> logger)
        : base("Watching the size of the event log", TimeSpan.FromMinutes(1), time, logger)
    {
        (this.events, this.clock, this.metrics, this.logger) = (events, clock, metrics, logger);
        metrics.EventsBound = most = options.Value.MaxSize;
    }

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var size = metrics.Events = await events.MeasureAsync(cancellationToken);
        if (most is not { } bound)
            return;
        if (size.Bytes > bound)
            await RemoveOldestAsync(size, bound, cancellationToken);
        else if (size.Bytes > bound / 5 * 4 && !isWarned)
            Filling(ByteCount.Describe(size.Bytes), ByteCount.Describe(bound));
        isWarned = size.Bytes > bound / 5 * 4;
    }

    // To a little below the bound, so that it is not reached again with the next event.
    private async Task RemoveOldestAsync(EventLogSize size, long bound, CancellationToken cancellationToken)
    {
        var surplus = (long)(size.Rows * (1 - (0.95 * bound / size.Bytes))) + 1;
        long removed = 0;
        while (removed < surplus)
        {
            var batch = (int)Math.Min(Batch, surplus - removed);
            if (await events.PurgeAsync(new(null, clock.UtcNow), batch, cancellationToken) is not (> 0 and var gone))
                break;
            removed += gone;
        }

        if (removed == 0)
            Stuck(ByteCount.Describe(size.Bytes), ByteCount.Describe(bound));
        else
            Full(ByteCount.Describe(size.Bytes), ByteCount.Describe(bound), removed);
        metrics.Events = await events.MeasureAsync(cancellationToken);
    }

    [LoggerMessage(1131, LogLevel.Warning,
        "The log of security events takes {Size} of its {Bound} (Tandem:Events:MaxSize). When it is full, the oldest events are removed early: "
        + "export them, raise the limit, or find out what writes so many")]
    private partial void Filling(string size, string bound);

    [LoggerMessage(1132, LogLevel.Warning,
        "The log of security events took {Size}, more than its {Bound} (Tandem:Events:MaxSize): the {Removed} oldest events were removed "
        + "early")]
    private partial void Full(string size, string bound, long removed);

    [LoggerMessage(1133, LogLevel.Error,
        "The log of security events takes {Size}, more than its {Bound} (Tandem:Events:MaxSize), and none could be removed, so it keeps growing: tandem events verify "
        + "says what is wrong with it")]
    private partial void Stuck(string size, string bound);
}

/// <summary>Writes how many refusals were left out, of parties that have been quiet since, and of all before the process ends.</summary>
internal sealed partial class RefusalFlush(RefusalLog refusals, TimeProvider time, ILogger<RefusalFlush> logger)
    : BackgroundWork("Counting refusals", TimeSpan.FromSeconds(20), time, logger)
{
    private readonly ILogger logger = logger;

    protected override Task RunAsync(CancellationToken cancellationToken) => refusals.FlushAsync(all: false, cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await refusals.FlushAsync(all: true, cancellationToken);
        }
        catch (Exception exception) when (exception is StorageUnavailableException or OperationCanceledException)
        {
            NotWritten(exception);
        }
    }

    [LoggerMessage(1134, LogLevel.Warning, "The events that count left-out refusals could not be written")]
    private partial void NotWritten(Exception exception);
}
