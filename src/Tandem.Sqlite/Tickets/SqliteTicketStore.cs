using Tandem.Sqlite.Engine;
using Tandem.Tickets;

namespace Tandem.Sqlite.Tickets;

/// <inheritdoc/>
internal sealed class SqliteTicketStore(SqliteDatabase database) : ITicketStore
{
    /// <inheritdoc/>
    public Task InsertAsync(Ticket ticket, int most, CancellationToken cancellationToken) => database.WriteAsync<object?>(
        connection =>
        {
            TicketRows.Insert(connection, ticket);
            TicketRows.RemoveSurplus(connection, ticket.Token.SessionId, most);
            return null;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<Ticket?> TakeAsync(byte[] secretHash, CancellationToken cancellationToken)
    {
        // A ticket was durable before anybody had it: whoever sends made-up ones keeps no writer busy.
        if (!await database.ReadAsync(connection => TicketRows.Exists(connection, secretHash), cancellationToken))
            return null;
        return await database.WriteOneAsync(connection => TicketRows.Take(connection, secretHash), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => PurgeBatches.RunAsync(
        limit,
        batch => database.WriteOneAsync(connection => TicketRows.Purge(connection, before, batch), cancellationToken));
}
