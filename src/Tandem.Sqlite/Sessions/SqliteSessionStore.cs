using System.Diagnostics;

using Tandem.Lockout;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.Sqlite.Accounts;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Lockout;
using Tandem.Sqlite.Refresh;
using Tandem.Sqlite.Revocation;
using Tandem.Sqlite.SecurityEvents;

namespace Tandem.Sqlite.Sessions;

/// <inheritdoc/>
internal sealed class SqliteSessionStore(SqliteDatabase database) : ISessionStore
{
    // Short enough that refreshes hardly wait for it: after a restart all that is seen of an account's tokens is confirmed anew.
    private const int ConfirmedTogether = 128;

    private const int PurgedTogether = 32;

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
        Guid sessionId, RotationState expected, RotationState replacement, ClientInfo client, SecurityEvent? reported,
        CancellationToken cancellationToken) => database.WriteAsync(
            connection =>
            {
                var advanced = SessionWrites.Advance(connection, sessionId, expected, replacement, client);
                if (advanced && reported is not null)
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
    public Task<long?> EndAllAsync(Guid accountId, Guid? kept, SecurityEvent reported, CancellationToken cancellationToken) =>
        database.WriteAsync<long?>(
            connection =>
            {
                if (AccountRows.Find(connection, accountId) is not { } account)
                    return null;
                var epoch = AccountRows.EndSessions(connection, account, reported.At, kept);
                RevocationRows.AppendAccount(connection, reported.At, accountId, epoch, endsSessions: kept is null);
                EventRows.Append(connection, reported);
                return epoch;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<SessionPage?> ListAsync(Guid accountId, Guid? after, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SessionListing.Page(connection, accountId, after, now), cancellationToken);

    /// <inheritdoc/>
    public Task<SessionCount> CountAsync(Guid accountId, int most, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SessionListing.Count(connection, accountId, most, now), cancellationToken);

    /// <inheritdoc/>
    public async Task ConfirmAsync(IReadOnlyCollection<DeliveredGeneration> delivered, CancellationToken cancellationToken)
    {
        foreach (var some in delivered.Chunk(ConfirmedTogether))
        {
            await database.WriteAsync(
                connection => some.Sum(generation => SessionWrites.Confirm(connection, generation)), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<bool> TouchAsync(
        Guid sessionId, DateTimeOffset unusedSince, DateTimeOffset now, ClientInfo client, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => SessionWrites.Touch(connection, sessionId, unusedSince, now, client), cancellationToken);

    /// <inheritdoc/>
    public async Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var total = 0;
        while (total < limit && await database.ReadAsync(connection => SessionPurge.HasDue(connection, before), cancellationToken))
        {
            var batch = Math.Min(PurgedTogether, limit - total);
            var started = Stopwatch.GetTimestamp();
            var run = await database.WriteAsync(connection => SessionPurge.Run(connection, before, batch), cancellationToken);
            total += run.Removed;
            await PurgeBatches.PauseAfterAsync(Stopwatch.GetElapsedTime(started), cancellationToken);
        }

        return total;
    }
}
