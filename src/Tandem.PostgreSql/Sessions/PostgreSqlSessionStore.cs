using Tandem.Lockout;
using Tandem.PostgreSql.Accounts;
using Tandem.PostgreSql.Engine;
using Tandem.PostgreSql.Lockout;
using Tandem.PostgreSql.Refresh;
using Tandem.PostgreSql.Revocation;
using Tandem.PostgreSql.SecurityEvents;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.PostgreSql.Sessions;

/// <inheritdoc/>
internal sealed class PostgreSqlSessionStore(PostgreSqlDatabase database, RotationGroups rotations) : ISessionStore
{
    // Short enough that refreshes hardly wait for it: after a restart all that is seen of an account's tokens is confirmed anew.
    private const int ConfirmedTogether = 128;

    private const int PurgedTogether = 64;

    /// <inheritdoc/>
    public Task InsertAsync(Session session, SignInKey? settled, SecurityEvent reported, CancellationToken cancellationToken) => database.WriteAsync(
        async statements =>
        {
            await SessionWrites.InsertAsync(statements, session);
            if (settled is { } key)
                await SignInRows.ForgetAsync(statements, key);
            await EventRows.AppendAsync(statements, reported);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<StoredSession?> TryRotateAsync(SessionRotation rotation, CancellationToken cancellationToken) =>
        rotations.RotateAsync(rotation, cancellationToken);

    /// <inheritdoc/>
    public Task<StoredSession?> FindAsync(Guid sessionId, CancellationToken cancellationToken) =>
        database.ReadAsync(statements => SessionRows.FindAsync(statements, sessionId), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryAdvanceAsync(
        Guid sessionId, RotationState expected, RotationState replacement, ClientInfo client, SecurityEvent? reported,
        CancellationToken cancellationToken) => database.WriteAsync(
            async statements =>
            {
                var advanced = await SessionWrites.AdvanceAsync(statements, sessionId, expected, replacement, client);
                if (advanced && reported is not null)
                    await EventRows.AppendAsync(statements, reported);
                return advanced;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryRevokeAsync(
        Guid sessionId, RotationState? expected, SessionEnd reason, SecurityEvent reported, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async statements =>
            {
                var revoked = await SessionWrites.RevokeAsync(statements, sessionId, expected, reason, reported.At);
                if (revoked)
                {
                    await RevocationRows.AppendSessionAsync(statements, reported.At, sessionId);
                    await EventRows.AppendAsync(statements, reported);
                }

                return revoked;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<long?> EndAllAsync(Guid accountId, Guid? kept, SecurityEvent reported, CancellationToken cancellationToken) =>
        database.WriteAsync<long?>(
            async statements =>
            {
                if (await AccountRows.HoldAsync(statements, accountId) is not { } account)
                    return null;
                var epoch = await AccountRows.EndSessionsAsync(statements, account, reported.At, kept);
                await RevocationRows.AppendAccountAsync(statements, reported.At, accountId, epoch, endsSessions: kept is null);
                await EventRows.AppendAsync(statements, reported);
                return epoch;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<SessionPage?> ListAsync(Guid accountId, Guid? after, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(statements => SessionListing.PageAsync(statements, accountId, after, now), cancellationToken);

    /// <inheritdoc/>
    public Task<SessionCount> CountAsync(Guid accountId, int most, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(statements => SessionListing.CountAsync(statements, accountId, most, now), cancellationToken);

    /// <inheritdoc/>
    public async Task ConfirmAsync(IReadOnlyCollection<DeliveredGeneration> delivered, CancellationToken cancellationToken)
    {
        foreach (var some in delivered.Chunk(ConfirmedTogether))
            await database.WriteAsync(statements => SessionWrites.ConfirmAsync(statements, some), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TouchAsync(
        Guid sessionId, DateTimeOffset unusedSince, DateTimeOffset now, ClientInfo client, CancellationToken cancellationToken) =>
        database.WriteAsync(statements => SessionWrites.TouchAsync(statements, sessionId, unusedSince, now, client), cancellationToken);

    /// <inheritdoc/>
    public async Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var total = 0;
        while (total < limit)
        {
            var batch = Math.Min(PurgedTogether, limit - total);
            var run = await database.WriteAsync(statements => SessionPurge.RunAsync(statements, before, batch), cancellationToken);
            total += run.Removed;
            if (run.Seen == 0)
                break;
            await PurgeBatches.PauseAsync(cancellationToken);
        }

        return total;
    }
}
