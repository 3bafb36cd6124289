using System.Collections.Concurrent;

using Tandem.AspNetCore.Hosting;
using Tandem.Platform;
using Tandem.Revocation;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Revocation;

/// <summary>
/// Requests of somebody signed in that are still being answered: streams, WebSockets, long polls. Each is cut when its session or account
/// is ended or changed, and when its session is over by its lifetimes. Looks at their times every second.
/// </summary>
internal sealed class OpenRequests(
    DenySet denied, ISessionStore sessions, InstallationClock clock, TimeProvider time, ILogger<OpenRequests> logger)
    : BackgroundWork("Watching open requests", TimeSpan.FromSeconds(1), time, logger)
{
    // What ends its own session, or changes its own account, gets to answer.
    private static readonly TimeSpan ToAnswer = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<OpenRequest, bool> open = new();

    /// <summary>Watches a request until it is answered.</summary>
    public void Watch(HttpContext context, WatchedSession session, bool cutsUnanswered)
    {
        var request = new OpenRequest(this, clock, context, session, cutsUnanswered);
        open.TryAdd(request, true);
        // The server's contexts are used again: nothing may be cut after the answer is complete, which is when this is disposed of.
        context.Response.RegisterForDispose(request);
        request.Begin(denied);
    }

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        foreach (var request in open.Keys)
        {
            if (request.IsRefusedSince(now - ToAnswer))
                request.Cut();
            else if (request.LookAt <= now)
                await LookAsync(request, now, cancellationToken);
        }
    }

    // A session that is used elsewhere lives on.
    private async Task LookAsync(OpenRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            if (await sessions.FindAsync(request.Session.Id, cancellationToken) is { } stored && stored.EndedBy(now) is null)
                request.LookAt = stored.Session.ExpiresAt;
            else
                request.Cut();
        }
        catch (StorageUnavailableException)
        {
            // Only what is known cuts. The next round looks again.
        }
    }

    private sealed class OpenRequest(OpenRequests all, InstallationClock clock, HttpContext context, WatchedSession session, bool cutsUnanswered) : IDisposable
    {
        private readonly Lock gate = new();
        private IDisposable? watch;
        private DateTimeOffset? refusedAt;
        private bool done;

        public WatchedSession Session => session;

        /// <summary>When to look whether the session is over.</summary>
        public DateTimeOffset LookAt { get; set; } = session.Until;

        public void Begin(DenySet denied) => watch = denied.Watch(session.Id, session.AccountId, session.Epoch, Refuse);

        public bool IsRefusedSince(DateTimeOffset time) => refusedAt <= time;

        public void Cut()
        {
            lock (gate)
            {
                if (!done)
                    context.Abort();
                done = true;
            }
        }

        public void Dispose()
        {
            all.open.TryRemove(this, out _);
            watch?.Dispose();
            lock (gate)
                done = true;
        }

        private void Refuse()
        {
            if (cutsUnanswered || context.Response.HasStarted)
                Cut();
            else
                refusedAt = clock.UtcNow;
        }
    }
}

/// <summary>The session behind a request.</summary>
/// <param name="Id">The session.</param>
/// <param name="AccountId">Its account.</param>
/// <param name="Epoch">The account's epoch that the request was let in with.</param>
/// <param name="Until">Until when the session lives, as far as is known without asking.</param>
internal readonly record struct WatchedSession(Guid Id, Guid AccountId, long Epoch, DateTimeOffset Until);
