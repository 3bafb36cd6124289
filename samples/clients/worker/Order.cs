namespace CrmWorker;

internal sealed record Order(long Id, string Customer, string Item);
