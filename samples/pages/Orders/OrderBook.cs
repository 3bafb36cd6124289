namespace PagesSample.Orders;

/// <summary>The orders, in memory: the sample is about who may see them.</summary>
public sealed class OrderBook
{
    private readonly Lock gate = new();
    private readonly List<Order> orders =
    [
        new(1, "Harbour Cycles", "Touring bicycle", 4),
        new(2, "Northlight Studio", "Desk lamp", 12),
        new(3, "Tern Bakery", "Mixing bowl", 8),
    ];

    public IReadOnlyList<Order> All()
    {
        lock (gate)
            return [.. orders.OrderByDescending(order => order.Id)];
    }

    public void Add(string customer, string item, int quantity)
    {
        lock (gate)
            orders.Add(new(orders.Count + 1, customer, item, quantity));
    }
}
