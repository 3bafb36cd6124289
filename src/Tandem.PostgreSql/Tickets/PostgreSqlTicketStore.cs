using Tandem.PostgreSql.Engine;
using Tandem.Tickets;

namespace Tandem.PostgreSql.Tickets;

/// <inheritdoc/>
internal sealed class PostgreSqlTicketStore(PostgreSqlDatabase database) : ITicketStore
{
    /// <inheritdoc/>
    public Task InsertAsync(Ticket ticket, int most, CancellationToken cancellationToken) => database.WriteAsync(
        async statements =>
        {
            // Those of one session are counted one after another.
            await statements.ExecuteAsync("SELECT 1 FROM sessions WHERE id = @id FOR NO KEY UPDATE", ("id", ticket.Token.SessionId));
            await TicketRows.InsertAsync(statements, ticket);
            await TicketRows.RemoveSurplusAsync(statements, ticket.Token.SessionId, most);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<Ticket?> TakeAsync(byte[] secretHash, CancellationToken cancellationToken) =>
        database.WriteOneAsync(statements => TicketRows.TakeAsync(statements, secretHash), cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => PurgeBatches.RunAsync(
        limit, batch => database.WriteOneAsync(statements => TicketRows.PurgeAsync(statements, before, batch), cancellationToken), cancellationToken);
}
