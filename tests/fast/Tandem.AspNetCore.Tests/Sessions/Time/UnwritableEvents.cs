using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

using Tandem.Platform;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Tests.Sessions.Time;

/// <summary>The event store, which can be away.</summary>
internal sealed class UnwritableEvents : IEventStore
{
    private IEventStore? inner;
    private int refused;

    public bool Away { get; set; }

    public int Refused => refused;

    public void Replace(WebApplicationBuilder builder)
    {
        var real = builder.Services.Single(service => service.ServiceType == typeof(IEventStore)).ImplementationType!;
        builder.Services.AddSingleton<IEventStore>(provider =>
        {
            inner = (IEventStore)ActivatorUtilities.CreateInstance(provider, real);
            return this;
        });
    }

    public Task AppendAsync(SecurityEvent reported, CancellationToken cancellationToken)
    {
        if (!Away)
            return inner!.AppendAsync(reported, cancellationToken);
        Interlocked.Increment(ref refused);
        throw new StorageUnavailableException("The events are away.");
    }

    public Task StartChainAsync(EventSealer sealer, DateTimeOffset now, bool wasBegun, CancellationToken cancellationToken) =>
        inner!.StartChainAsync(sealer, now, wasBegun, cancellationToken);

    public Task<IReadOnlyList<EventRecord>> ReadAsync(EventQuery query, int limit, CancellationToken cancellationToken) =>
        inner!.ReadAsync(query, limit, cancellationToken);

    public Task<IReadOnlyList<EventRecord>> ReadLastAsync(EventQuery query, int limit, CancellationToken cancellationToken) =>
        inner!.ReadLastAsync(query, limit, cancellationToken);

    public Task<ChainState?> FindChainAsync(CancellationToken cancellationToken) => inner!.FindChainAsync(cancellationToken);

    public Task<EventLogSize> MeasureAsync(CancellationToken cancellationToken) => inner!.MeasureAsync(cancellationToken);

    public Task<int> PurgeAsync(EventPurgeOrder order, int limit, CancellationToken cancellationToken) => inner!.PurgeAsync(order, limit, cancellationToken);

    public Task<long> EraseAsync(Guid accountId, Func<long, SecurityEvent> report, CancellationToken cancellationToken) =>
        inner!.EraseAsync(accountId, report, cancellationToken);
}
