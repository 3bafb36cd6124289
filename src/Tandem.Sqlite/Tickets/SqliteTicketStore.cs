using Tandem.Sqlite.Engine;
using Tandem.Storage;
using Tandem.Tickets;

namespace Tandem.Sqlite.Tickets;

/// <inheritdoc/>
internal sealed class SqliteTicketStore(SqliteDatabase database) : ITicketStore
{
    /// <inheritdoc/>
    public Task InsertAsync(Ticket ticket, int most, CancellationToken cancellation) => database.WriteAsync<object?>(
        connection =>
        {
            TicketRows.Insert(connection, ticket);
            TicketRows.RemoveSurplus(connection, ticket.Token.SessionId, most);
            return null;
        },
        cancellation);

    /// <inheritdoc/>
    public async Task<Ticket?> TakeAsync(byte[] secretHash, CancellationToken cancellation)
    {
        // A ticket was durable before anybody had it: whoever sends made-up ones keeps no writer busy.
        if (!await database.ReadAsync(connection => TicketRows.Exists(connection, secretHash), cancellation))
            return null;
        return await database.WriteOneAsync(connection => TicketRows.Take(connection, secretHash), cancellation);
    }

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellation) => PurgeBatches.RunAsync(
        limit,
        batch => database.WriteOneAsync(connection => TicketRows.Purge(connection, before, batch), cancellation));
}
