using Tandem.PostgreSql.Engine;
using Tandem.Revocation;

namespace Tandem.PostgreSql.Revocation;

/// <inheritdoc/>
internal sealed class PostgreSqlRevocationFeed(PostgreSqlDatabase database) : IRevocationFeed
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<RevocationEntry>> ReadAsync(long after, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            statements => statements.ListAsync(
                """
                SELECT sequence, at, session_id, account_id, epoch, ends_sessions
                FROM revocations
                WHERE sequence > @after AND at >= @since
                ORDER BY sequence
                LIMIT @limit
                """,
                row => new RevocationEntry(
                    row.GetInt64(0), row.Time(1), row.IdentifierOrNull(2), row.IdentifierOrNull(3), row.GetInt64(4), row.GetBoolean(5)),
                ("after", after), ("since", since), ("limit", limit)),
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => PurgeBatches.RunAsync(
        limit,
        batch => database.WriteOneAsync(
            statements => statements.ExecuteAsync(
                "DELETE FROM revocations WHERE sequence IN (SELECT sequence FROM revocations WHERE at < @before ORDER BY at, sequence LIMIT @limit)",
                ("before", before), ("limit", batch)),
            cancellationToken),
        cancellationToken);
}
