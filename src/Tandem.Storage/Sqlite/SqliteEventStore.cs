using Tandem.Events;

namespace Tandem.Storage.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteEventStore(SqliteDatabase database) : IEventStore
{
    /// <inheritdoc/>
    public Task AppendAsync(SecurityEvent reported, CancellationToken cancellation) => database.WriteAsync<object?>(
        connection =>
        {
            EventRows.Append(connection, reported);
            return null;
        },
        cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventRecord>> ReadAsync(long after, int limit, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<EventRecord>>(
            connection => connection.List(
                """
                SELECT sequence, kind, data, at, request_id, address, user_agent
                FROM events
                WHERE sequence > @after
                ORDER BY sequence
                LIMIT @limit
                """,
                row => new EventRecord(
                    row.GetInt64(0),
                    StoredEvents.Read(
                        row.GetString(1), row.GetString(2), row.Time(3), new(row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6)))),
                ("@after", after), ("@limit", limit)),
            cancellation);
}
