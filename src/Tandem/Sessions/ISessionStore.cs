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

    /// <summary>Revokes every living session of an account but <paramref name="except"/>; returns how many.</summary>
    Task<int> RevokeAllAsync(
        Guid accountId, Guid? except, SessionEnd reason, SecurityEvent reported, CancellationToken cancellationToken);

    /// <summary>The sessions of an account that are alive at <paramref name="now"/>, newest use first.</summary>
    Task<IReadOnlyList<Session>> ListAsync(Guid accountId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Notes generations that are known to have been delivered, where such a one is a candidate, none of the candidates has been noted
    /// yet, and the access token that shows it was made since the row's last change.
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
