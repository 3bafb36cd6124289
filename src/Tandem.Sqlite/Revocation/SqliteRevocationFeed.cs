using Tandem.Revocation;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Revocation;

/// <inheritdoc/>
internal sealed class SqliteRevocationFeed(SqliteDatabase database) : IRevocationFeed
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<RevocationEntry>> ReadAsync(long after, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<RevocationEntry>>(
            connection => connection.List(
                """
                SELECT sequence, at, session_id, account_id, epoch, ends_sessions
                FROM revocations
                WHERE sequence > @after AND at >= @since
                ORDER BY sequence
                LIMIT @limit
                """,
                row => new RevocationEntry(
                    row.GetInt64(0), row.Time(1), row.IdentifierOrNull(2), row.IdentifierOrNull(3), row.GetInt64(4), row.Flag(5)),
                ("@after", after), ("@since", since), ("@limit", limit)),
            cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        PurgeBatches.RunAsync(
            limit,
            batch => database.WriteOneAsync(
                connection => connection.Execute(
                    """
                    DELETE FROM revocations
                    WHERE sequence IN (SELECT sequence FROM revocations WHERE at < @before ORDER BY at LIMIT @limit)
                    """,
                    ("@before", before), ("@limit", batch)),
                cancellationToken));
}
