using Tandem.SecurityEvents;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.SecurityEvents;

/// <inheritdoc/>
internal sealed class SqliteEventStore(SqliteDatabase database) : IEventStore
{
    private const string Wanted =
        """
        sequence > @after
        AND (@kinds IS NULL OR kind IN (SELECT value FROM json_each(@kinds)))
        AND (@session IS NULL OR session_hash(session_id) = @session)
        AND (@since IS NULL OR at >= @since)
        AND (@until IS NULL OR at < @until)
        """;

    // An account is the one thing that an index leads to.
    private const string First = $"SELECT {EventRows.Columns} FROM events WHERE {Wanted} ORDER BY sequence LIMIT @limit";
    private const string FirstOfAccount =
        $"SELECT {EventRows.Columns} FROM events WHERE account_id = @account_id AND {Wanted} ORDER BY sequence LIMIT @limit";

    private const string Last = $"SELECT {EventRows.Columns} FROM events WHERE {Wanted} ORDER BY sequence DESC LIMIT @limit";
    private const string LastOfAccount =
        $"SELECT {EventRows.Columns} FROM events WHERE account_id = @account_id AND {Wanted} ORDER BY sequence DESC LIMIT @limit";

    /// <inheritdoc/>
    public Task StartChainAsync(EventSealer sealer, DateTimeOffset now, bool wasBegun, CancellationToken cancellationToken)
    {
        database.Events.Open(sealer);
        return database.WriteAsync<object?>(
            connection =>
            {
                EventChain.Start(connection, now, wasBegun);
                return null;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task AppendAsync(SecurityEvent reported, CancellationToken cancellationToken) => database.WriteAsync<object?>(
        connection =>
        {
            EventRows.Append(connection, reported);
            return null;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventRecord>> ReadAsync(EventQuery query, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<EventRecord>>(connection => Read(connection, First, FirstOfAccount, query, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventRecord>> ReadLastAsync(EventQuery query, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<EventRecord>>(
            connection =>
            {
                var rows = Read(connection, Last, LastOfAccount, query, limit);
                rows.Reverse();
                return rows;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<ChainState?> FindChainAsync(CancellationToken cancellationToken) => database.ReadAsync(EventChain.Find, cancellationToken);

    /// <inheritdoc/>
    public Task<EventLogSize> MeasureAsync(CancellationToken cancellationToken) => database.ReadAsync(EventMeasure.Take, cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(EventPurgeOrder order, int limit, CancellationToken cancellationToken) => PurgeBatches.RunAsync(
        limit,
        async batch => await database.ReadAsync(connection => EventPurge.Plan(connection, order, batch), cancellationToken) is { } plan
            ? await database.WriteAsync(connection => EventPurge.Remove(connection, plan), cancellationToken)
            : 0);

    /// <inheritdoc/>
    public Task<long> EraseAsync(Guid accountId, Func<long, SecurityEvent> report, CancellationToken cancellationToken) => database.EraseAsync(
        connection =>
        {
            var erased = EventRows.Erase(connection, accountId);
            EventRows.Append(connection, report(erased));
            return erased;
        },
        cancellationToken);

    private static List<EventRecord> Read(PreparedConnection connection, string sql, string sqlOfAccount, EventQuery query, int limit)
    {
        ReadOnlySpan<(string, object?)> values =
        [
            ("@after", query.After), ("@kinds", query.Kinds), ("@session", query.Session), ("@since", query.Since), ("@until", query.Until),
            ("@limit", limit),
        ];
        return query.AccountId is { } account
            ? connection.List(sqlOfAccount, EventRows.Read, [.. values, ("@account_id", account)])
            : connection.List(sql, EventRows.Read, values);
    }
}
