using Tandem.Accounts;
using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Refresh;

/// <summary>Replaces the session of whoever brings its own refresh token, so that a copy of that token is worth nothing afterwards.</summary>
internal sealed class SessionReplacement(
    ISessionStore store, SessionService sessions, RefreshService refreshes, Installation installation, InstallationClock clock)
{
    /// <summary>A session, if one of a request's refresh tokens is its own and it lives; null otherwise, whatever else was presented.</summary>
    /// <exception cref="StorageUnavailableException">The store could not answer.</exception>
    public async Task<Session?> FindOwnAsync(IReadOnlyList<PresentedToken> presented, Guid sessionId, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        var own = PresentedTokens.Read(presented, RefreshTokenFormat.Of(installation), now).Sessions
            .Select(read => read.Token).Where(token => token.SessionId == sessionId).ToList();
        if (own.Count == 0)
            return null;
        var stored = await store.FindAsync(sessionId, cancellationToken);
        return stored is not null && own.Exists(token => token.Matches(stored.Session.SecretHash)) && stored.EndedBy(now) is null ? stored.Session : null;
    }

    /// <summary>Begins the session that takes its place. Nobody has a token of it before <see cref="CompleteAsync"/>.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was stored, or it is not known.</exception>
    public Task<StartedSession> BeginAsync(Session former, Account account, Caller caller) =>
        sessions.ReplaceAsync(former, account, caller, CancellationToken.None);

    /// <summary>Its first refresh token; null when the account was changed once more meanwhile, which ended it.</summary>
    /// <exception cref="StorageUnavailableException">The store could not answer.</exception>
    public async Task<SessionGrant?> CompleteAsync(StartedSession started)
    {
        var stored = await store.FindAsync(started.Stored.Session.Id, CancellationToken.None);
        return stored is null || stored.EndedBy(clock.UtcNow) is not null ? null : refreshes.Begin(started with { Stored = stored });
    }

    /// <summary>Ends it again: what it was begun for came to nothing.</summary>
    /// <exception cref="StorageUnavailableException">The end could not be made durable.</exception>
    public Task AbandonAsync(StartedSession started, Caller caller) =>
        sessions.EndAsync(started.Stored.Session, SessionEnd.AccountChanged, caller, CancellationToken.None);
}
