namespace PagesSample.Orders;

public sealed record Order(int Id, string Customer, string Item, int Quantity);
