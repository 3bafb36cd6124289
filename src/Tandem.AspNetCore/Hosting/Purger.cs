using Tandem.Platform;

namespace Tandem.AspNetCore.Hosting;

/// <summary>Removes at most so many of what a room no longer needs at this time, and says how many there were.</summary>
internal delegate Task<int> PurgeStep(DateTimeOffset now, int limit, CancellationToken cancellationToken);

/// <summary>Removes what has long been over, in small batches, never on a request.</summary>
internal sealed class Purger(IReadOnlyList<PurgeStep> steps, InstallationClock clock, ClockDoubts doubts, TimeProvider time, ILogger<Purger> logger)
    : BackgroundWork("Purging", TimeSpan.FromMinutes(10), time, logger)
{
    private const int Batch = 500;

    /// <summary>How long something is kept beyond its end: a session can still say why it is over.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    /// <summary>What is removed is gone: a clock that has just been set, or was wrong when the machine started, gets time to be put right.</summary>
    internal static readonly TimeSpan Steady = TimeSpan.FromHours(1);

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (clock.SteadyFor < Steady || !await doubts.MayPurgeAsync(cancellationToken))
            return;
        foreach (var purge in steps)
        {
            while (await purge(clock.UtcNow, Batch, cancellationToken) == Batch)
            {
            }
        }
    }
}
