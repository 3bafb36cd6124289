namespace CrmConsole;

internal sealed record Order(long Id, string Customer, string Item, int Quantity, decimal Amount, string Status);
