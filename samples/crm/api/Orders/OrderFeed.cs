using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

using Microsoft.AspNetCore.SignalR;

namespace Crm.Orders;

/// <summary>New orders, to everybody who listens in this process.</summary>
internal sealed class OrderFeed(IHubContext<OrderHub> hub, IHostApplicationLifetime lifetime)
{
    private static readonly BoundedChannelOptions Lately = new(100) { FullMode = BoundedChannelFullMode.DropOldest };

    private readonly ConcurrentDictionary<Channel<Order>, bool> listeners = new();

    public Task TellAsync(Order order)
    {
        foreach (var listener in listeners.Keys)
            listener.Writer.TryWrite(order);
        return hub.Clients.All.SendAsync("order", order);
    }

    /// <summary>Orders from now on, until the listener leaves, is made to leave, or the server stops.</summary>
    public async IAsyncEnumerable<SseItem<Order?>> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mine = Channel.CreateBounded<Order>(Lately);
        listeners.TryAdd(mine, true);
        using var leaves = cancellationToken.Register(() => mine.Writer.TryComplete());
        using var stops = lifetime.ApplicationStopping.Register(() => mine.Writer.TryComplete());
        try
        {
            // Sends the headers off: before, the page does not know that it is connected.
            yield return new(null, "ready");
            await foreach (var order in mine.Reader.ReadAllAsync(CancellationToken.None))
                yield return new(order, "order");
        }
        finally
        {
            listeners.TryRemove(mine, out _);
        }
    }
}
