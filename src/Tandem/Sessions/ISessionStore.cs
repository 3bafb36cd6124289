using Tandem.Lockout;
using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.Sessions;

/// <summary>
/// Sessions. Each method is one transaction and returns after it is durable. A write whose outcome is unknown throws
/// <see cref="StorageUnavailableException"/>; repeating it is safe.
/// </summary>
internal interface ISessionStore
{
    /// <summary>Stores a new session, forgets the sign-in attempts of <paramref name="settled"/>, and writes the event.</summary>
    Task InsertAsync(Session session, SignInKey? settled, SecurityEvent reported, CancellationToken cancellationToken);

    /// <summary>
    /// The common path in one conditional statement: accepts a candidate of a settled, living session and hands out its successor,
    /// exactly when <c>RotationDecision</c> says <c>Rotate</c>. Null when it does not apply.
    /// Concurrent calls may share one transaction.
    /// </summary>
    Task<StoredSession?> TryRotateAsync(SessionRotation rotation, CancellationToken cancellationToken);

    /// <summary>A session and its account, or null.</summary>
    Task<StoredSession?> FindAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the counters if they are still <paramref name="expected"/> and the session has not been revoked; writes the event
    /// with it, if there is one. False when somebody else was faster: read and decide again.
    /// </summary>
    Task<bool> TryAdvanceAsync(
        Guid sessionId, RotationState expected, RotationState replacement, ClientInfo client, SecurityEvent? reported, CancellationToken cancellationToken);

    /// <summary>
    /// Revokes a session that is not revoked yet, tells the revocation feed, writes the event. With <paramref name="expected"/>, only
    /// if its counters are still those. False when nothing was changed.
    /// </summary>
    Task<bool> TryRevokeAsync(
        Guid sessionId, RotationState? expected, SessionEnd reason, SecurityEvent reported, CancellationToken cancellationToken);

    /// <summary>
    /// Ends every session of an account but <paramref name="kept"/> by raising both of its epochs, tells the revocation feed, writes the
    /// event. Answers the account's new epoch, or null when it is unknown. It takes no longer for an account with more sessions.
    /// </summary>
    Task<long?> EndAllAsync(Guid accountId, Guid? kept, SecurityEvent reported, CancellationToken cancellationToken);

    /// <summary>
    /// A page of an account's sessions that are alive at <paramref name="now"/>: the latest sign-ins, or those before
    /// <paramref name="after"/>. Null when that is not a session of the account.
    /// </summary>
    Task<SessionPage?> ListAsync(Guid accountId, Guid? after, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Counts an account's sessions, up to one more than <paramref name="most"/>. Where there are more, names those of which one has to end
    /// for a session that has just begun, used longest ago first. It looks at twice as many as there may be, and no more.
    /// </summary>
    Task<SessionCount> CountAsync(Guid accountId, int most, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Notes generations that are known to have been delivered, where such a one is a candidate, none of the candidates has been noted
    /// yet, and the access token that shows it was made since the row's last change. Other writes are let in between.
    /// </summary>
    Task ConfirmAsync(IReadOnlyCollection<DeliveredGeneration> delivered, CancellationToken cancellationToken);

    /// <summary>
    /// Notes a use of a session that has not been revoked, and by which client, if its last use is not later than
    /// <paramref name="unusedSince"/>. False when nothing was changed.
    /// </summary>
    Task<bool> TouchAsync(Guid sessionId, DateTimeOffset unusedSince, DateTimeOffset now, ClientInfo client, CancellationToken cancellationToken);

    /// <summary>Removes up to <paramref name="limit"/> sessions that would have expired before <paramref name="before"/>.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}

/// <summary>A part of an account's living sessions.</summary>
/// <param name="Sessions">At most <see cref="Most"/>, used last first; each began before those of the page before.</param>
/// <param name="Next">What the next page begins after; null when there is none. That one may be empty.</param>
internal sealed record SessionPage(IReadOnlyList<Session> Sessions, Guid? Next)
{
    /// <summary>Sessions of a page.</summary>
    public const int Most = 100;
}

/// <summary>How many sessions an account has.</summary>
/// <param name="Count">Those that have not been ended. It may include some that are over by their lifetimes.</param>
/// <param name="Surplus">Where there are too many, living ones, the first to end first; else none.</param>
internal sealed record SessionCount(int Count, IReadOnlyList<Session> Surplus);
