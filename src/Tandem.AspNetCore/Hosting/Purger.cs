using Microsoft.Extensions.Logging;

using Tandem.Lockout;
using Tandem.Platform;
using Tandem.Revocation;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.Tickets;

namespace Tandem.AspNetCore.Hosting;

/// <summary>Removes what has long been over, in small batches, never on a request.</summary>
internal sealed class Purger(
    ISessionStore sessions, ISignInStore signIns, ITicketStore tickets, IRevocationFeed revocations, IEventStore events,
    TandemOptions options, InstallationClock clock, TimeProvider time, ILogger<Purger> logger)
    : BackgroundWork("Purging", TimeSpan.FromMinutes(10), time, logger)
{
    private const int Batch = 500;

    /// <summary>What is removed is gone: a clock that has just been set, or was wrong when the machine started, gets time to be put right.</summary>
    internal static readonly TimeSpan Steady = TimeSpan.FromHours(1);

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (clock.SteadyFor < Steady)
            return;

        // A day beyond its end a session can still say why it is over.
        var past = clock.UtcNow - TimeSpan.FromDays(1);
        await EachBatchAsync(() => sessions.PurgeAsync(past, Batch, cancellationToken));
        await EachBatchAsync(() => signIns.PurgeAsync(past - options.Lockout.Window - options.Lockout.Duration, Batch, cancellationToken));
        await EachBatchAsync(() => revocations.PurgeAsync(past - options.AccessToken.Lifetime, Batch, cancellationToken));
        await EachBatchAsync(() => tickets.PurgeAsync(clock.UtcNow, Batch, cancellationToken));
        if (options.Events.Retention is { } retention)
            await EachBatchAsync(() => events.PurgeAsync(clock.UtcNow - retention, Batch, cancellationToken));
    }

    private static async Task EachBatchAsync(Func<Task<int>> purge)
    {
        while (await purge() == Batch)
        {
        }
    }
}
