using Tandem.PostgreSql.Engine;
using Tandem.SecurityEvents;

namespace Tandem.PostgreSql.SecurityEvents;

/// <inheritdoc/>
internal sealed class PostgreSqlEventStore(PostgreSqlDatabase database) : IEventStore
{
    // What a session is called outside the database, as SessionHash computes it.
    private const string Wanted =
        """
        sequence > @after
        AND (@kinds::text[] IS NULL OR kind = ANY(@kinds))
        AND (@session::text IS NULL OR left(encode(sha256(uuid_send(session_id)), 'hex'), 32) = @session)
        AND (@since::bigint IS NULL OR at >= @since)
        AND (@until::bigint IS NULL OR at < @until)
        """;

    /// <inheritdoc/>
    public Task StartChainAsync(EventSealer sealer, DateTimeOffset now, bool wasBegun, CancellationToken cancellationToken)
    {
        database.Events.Open(sealer);
        return database.WriteAsync(
            async statements =>
            {
                await EventChain.StartAsync(statements, now, wasBegun);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task AppendAsync(SecurityEvent reported, CancellationToken cancellationToken) => database.WriteAsync(
        async statements =>
        {
            await EventRows.AppendAsync(statements, reported);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EventRecord>> ReadAsync(EventQuery query, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(statements => ReadAsync(statements, query, "sequence", limit), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EventRecord>> ReadLastAsync(EventQuery query, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(statements => ReadAsync(statements, query, "sequence DESC", limit), cancellationToken);
        rows.Reverse();
        return rows;
    }

    /// <inheritdoc/>
    public Task<ChainState?> FindChainAsync(CancellationToken cancellationToken) => database.ReadAsync(EventChain.FindAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<EventLogSize> MeasureAsync(CancellationToken cancellationToken) => database.ReadAsync(EventMeasure.TakeAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(EventPurgeOrder order, int limit, CancellationToken cancellationToken) => PurgeBatches.RunAsync(
        limit,
        async batch => await database.ReadAsync(statements => EventPurge.PlanAsync(statements, order, batch), cancellationToken) is { } plan
            ? await database.WriteAsync(statements => EventPurge.RemoveAsync(statements, plan), cancellationToken)
            : 0,
        cancellationToken);

    /// <inheritdoc/>
    public Task<long> EraseAsync(Guid accountId, Func<long, SecurityEvent> report, CancellationToken cancellationToken) => database.WriteAsync<long>(
        async statements =>
        {
            var erased = await EventRows.EraseAsync(statements, accountId);
            await EventRows.AppendAsync(statements, report(erased));
            return erased;
        },
        cancellationToken);

    // An account is the one thing that an index leads to.
    private static Task<List<EventRecord>> ReadAsync(Statements statements, EventQuery query, string order, int limit)
    {
        (string, object?)[] values =
        [
            ("after", query.After), ("kinds", query.Kinds), ("session", query.Session), ("since", query.Since), ("until", query.Until), ("limit", limit),
        ];
        return query.AccountId is { } account
            ? statements.ListAsync(
                $"SELECT {EventRows.Columns} FROM events WHERE account_id = @account_id AND {Wanted} ORDER BY {order} LIMIT @limit", EventRows.Read,
                [.. values, ("account_id", account)])
            : statements.ListAsync($"SELECT {EventRows.Columns} FROM events WHERE {Wanted} ORDER BY {order} LIMIT @limit", EventRows.Read, values);
    }
}
