using Tandem.Operations;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Hosting;

/// <summary>Looks at the machine's clock every second, and reports each of its jumps once.</summary>
internal sealed partial class ClockWatch(InstallationClock clock, ClockDoubts doubts, IEventStore events, TimeProvider time, ILogger<ClockWatch> logger)
    : BackgroundWork("Watching the clock", TimeSpan.FromSeconds(1), time, logger)
{
    private ClockJumped? unwritten;

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        while ((unwritten ??= Next()) is { } jumped)
        {
            if (await doubts.JumpedAsync(jumped.To, cancellationToken))
            {
                unwritten = jumped = jumped with { At = clock.UtcNow };
                PutRight(jumped.At);
            }

            await events.AppendAsync(jumped, cancellationToken);
            unwritten = null;
        }

        if (await doubts.FollowAsync(cancellationToken))
            Believed(clock.UtcNow);
    }

    private ClockJumped? Next()
    {
        if (clock.TakeJump() is not { } jump)
            return null;
        var by = jump.To - jump.From;
        Jumped(jump.From, jump.To, by);
        return new(jump.From, jump.To, (long)by.TotalSeconds) { At = clock.UtcNow, Context = EventContext.Local };
    }

    [LoggerMessage(1113, LogLevel.Warning,
        "The machine's clock should show {From:O} but shows {To:O}, off by {By}. Tandem's own clock follows gradually. If the machine's clock was wrong "
        + "before and is right now, restart the server: it then uses the right time at once")]
    private partial void Jumped(DateTimeOffset from, DateTimeOffset to, TimeSpan by);

    [LoggerMessage(1114, LogLevel.Warning, "The clock is trusted now: it is {Now:O}, and sessions that were unused for their idle lifetime are over. Nothing is removed within a day")]
    private partial void Believed(DateTimeOffset now);

    [LoggerMessage(1115, LogLevel.Warning, "The machine's clock was corrected: it is {Now:O}, and the wrong time has ended no session")]
    private partial void PutRight(DateTimeOffset now);
}
