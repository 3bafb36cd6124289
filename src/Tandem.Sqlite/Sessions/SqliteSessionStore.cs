using Tandem.Lockout;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Lockout;
using Tandem.Sqlite.Refresh;
using Tandem.Sqlite.Revocation;
using Tandem.Sqlite.SecurityEvents;

namespace Tandem.Sqlite.Sessions;

/// <inheritdoc/>
internal sealed class SqliteSessionStore(SqliteDatabase database) : ISessionStore
{
    /// <inheritdoc/>
    public Task InsertAsync(Session session, SignInKey? settled, SecurityEvent reported, CancellationToken cancellationToken) =>
        database.WriteAsync<object?>(
            connection =>
            {
                SessionWrites.Insert(connection, session);
                if (settled is { } key)
                    SignInRows.Forget(connection, key);
                EventRows.Append(connection, reported);
                return null;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<StoredSession?> TryRotateAsync(SessionRotation rotation, CancellationToken cancellationToken) =>
        database.WriteOneAsync(connection => RotationStatement.Run(connection, rotation), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredSession?> FindAsync(Guid sessionId, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SessionRows.Find(connection, sessionId), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryAdvanceAsync(
        Guid sessionId, RotationState expected, RotationState replacement, ClientInfo client, SecurityEvent reported,
        CancellationToken cancellationToken) => database.WriteAsync(
            connection =>
            {
                var advanced = SessionWrites.Advance(connection, sessionId, expected, replacement, client);
                if (advanced)
                    EventRows.Append(connection, reported);
                return advanced;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryRevokeAsync(
        Guid sessionId, RotationState? expected, SessionEnd reason, SecurityEvent reported, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                var revoked = expected is { } state
                    ? SessionWrites.RevokeExpecting(connection, sessionId, state, reason, reported.At)
                    : SessionWrites.Revoke(connection, sessionId, reason, reported.At);
                if (revoked)
                {
                    RevocationRows.AppendSession(connection, reported.At, sessionId);
                    EventRows.Append(connection, reported);
                }

                return revoked;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> RevokeAllAsync(
        Guid accountId, Guid? except, SessionEnd reason, SecurityEvent reported, CancellationToken cancellationToken) => database.WriteAsync(
            connection =>
            {
                var revoked = 0;
                foreach (var session in SessionRows.ListAlive(connection, accountId, reported.At).Where(session => session.Id != except))
                {
                    SessionWrites.Revoke(connection, session.Id, reason, reported.At);
                    RevocationRows.AppendSession(connection, reported.At, session.Id);
                    revoked++;
                }

                if (revoked > 0)
                    EventRows.Append(connection, reported);
                return revoked;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Session>> ListAsync(Guid accountId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Session>>(
            connection => [.. SessionRows.ListAlive(connection, accountId, now)
                .OrderByDescending(session => session.LastUsedAt).ThenBy(session => session.Id)],
            cancellationToken);

    /// <inheritdoc/>
    public Task ConfirmAsync(IReadOnlyCollection<DeliveredGeneration> delivered, CancellationToken cancellationToken) =>
        delivered.Count == 0
            ? Task.CompletedTask
            : database.WriteAsync(
                connection => delivered.Sum(generation => SessionWrites.Confirm(connection, generation)), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TouchAsync(
        Guid sessionId, DateTimeOffset unusedSince, DateTimeOffset now, ClientInfo client, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => SessionWrites.Touch(connection, sessionId, unusedSince, now, client), cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => PurgeBatches.RunAsync(
        limit,
        async batch =>
        {
            var over = await database.ReadAsync(connection => SessionPurge.Find(connection, before, batch), cancellationToken);
            return over.Count == 0
                ? 0
                : await database.WriteAsync(connection => SessionPurge.Remove(connection, before, over), cancellationToken);
        });
}
