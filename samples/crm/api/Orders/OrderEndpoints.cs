using System.Globalization;

using Dapper;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Tickets;

namespace Crm.Orders;

/// <summary>Orders: anybody who is signed in may read and write them.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/api/orders").RequireAuthorization();
        orders.MapGet("/", ListAsync);
        orders.MapPost("/", CreateAsync);
        // A download, an event stream and a WebSocket: where a browser lets nobody set a header, a ticket is in its place.
        orders.MapGet("/export.csv", ExportAsync).AllowTicket();
        orders.MapGet("/events", (OrderFeed feed, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(feed.ListenAsync(cancellationToken))).AllowTicket();
        routes.MapHub<OrderHub>("/hubs/orders").RequireAuthorization().AllowTicket();
    }

    private static Task<IReadOnlyList<Order>> ListAsync(CrmDatabase database, CancellationToken cancellationToken) =>
        ReadAsync(database, 200, cancellationToken);

    private static async Task<IResult> ExportAsync(CrmDatabase database, CancellationToken cancellationToken) =>
        Results.File(OrderCsv.Write(await ReadAsync(database, -1, cancellationToken)), "text/csv; charset=utf-8", "orders.csv");

    // The latest; -1 for all.
    private static async Task<IReadOnlyList<Order>> ReadAsync(CrmDatabase database, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<OrderRow>(new CommandDefinition(
            "SELECT id, customer, item, quantity, amount, status, created_at AS createdAt FROM orders ORDER BY id DESC LIMIT @limit",
            new { limit },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToOrder())];
    }

    private static async Task<IResult> CreateAsync(
        NewOrder order, CrmDatabase database, OrderFeed feed, HttpContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        if (order.Faults() is { Count: > 0 } faults)
            return CrmProblems.Invalid(faults);

        var created = new Order(0, order.Customer!, order.Item!, order.Quantity!.Value, order.Amount!.Value, "open", time.GetUtcNow());
        await using var connection = await database.OpenAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            INSERT INTO orders (customer, item, quantity, amount, status, created_at, created_by)
            VALUES (@Customer, @Item, @Quantity, @amount, @Status, @at, @by)
            RETURNING id
            """,
            new
            {
                created.Customer,
                created.Item,
                created.Quantity,
                created.Status,
                amount = created.Amount.ToString(CultureInfo.InvariantCulture),
                at = created.CreatedAt.ToString("O"),
                by = context.User.AccountId().ToString(),
            },
            cancellationToken: cancellationToken));
        created = created with { Id = id };
        await feed.TellAsync(created);
        return Results.Created($"/api/orders/{id}", created);
    }

    // SQLite has neither decimals nor times: both are text.
    private sealed record OrderRow(long Id, string Customer, string Item, long Quantity, string Amount, string Status, string CreatedAt)
    {
        public Order ToOrder() => new(
            Id, Customer, Item, (int)Quantity, decimal.Parse(Amount, CultureInfo.InvariantCulture), Status,
            DateTimeOffset.Parse(CreatedAt, CultureInfo.InvariantCulture));
    }
}
