using Tandem.Sqlite.Engine;
using Tandem.Storage;

namespace Tandem.Sqlite.Revocation;

/// <inheritdoc/>
internal sealed class SqliteRevocationFeed(SqliteDatabase database) : IRevocationFeed
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Storage.Revocation>> ReadAsync(long after, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Storage.Revocation>>(
            connection => connection.List(
                """
                SELECT sequence, at, session_id, account_id, epoch
                FROM revocations
                WHERE sequence > @after AND at >= @since
                ORDER BY sequence
                LIMIT @limit
                """,
                row => new Storage.Revocation(row.GetInt64(0), row.Time(1), row.IdentifierOrNull(2), row.IdentifierOrNull(3), row.GetInt64(4)),
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
