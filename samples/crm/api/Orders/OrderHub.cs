using Microsoft.AspNetCore.SignalR;

namespace Crm.Orders;

/// <summary>Tells of new orders: <c>order</c>, with the order. It takes no calls.</summary>
internal sealed class OrderHub : Hub;
