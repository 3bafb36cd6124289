using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

using Tandem.Events;
using Tandem.Storage;

namespace Tandem.AspNetCore.Tests.Time;

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

    public Task AppendAsync(SecurityEvent reported, CancellationToken cancellation)
    {
        if (!Away)
            return inner!.AppendAsync(reported, cancellation);
        Interlocked.Increment(ref refused);
        throw new StorageUnavailableException("The events are away.");
    }

    public Task StartChainAsync(EventSealer sealer, DateTimeOffset now, CancellationToken cancellation) =>
        inner!.StartChainAsync(sealer, now, cancellation);

    public Task<IReadOnlyList<EventRecord>> ReadAsync(EventQuery query, int limit, CancellationToken cancellation) =>
        inner!.ReadAsync(query, limit, cancellation);

    public Task<IReadOnlyList<EventRecord>> ReadLastAsync(EventQuery query, int limit, CancellationToken cancellation) =>
        inner!.ReadLastAsync(query, limit, cancellation);

    public Task<ChainState?> FindChainAsync(CancellationToken cancellation) => inner!.FindChainAsync(cancellation);

    public Task<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellation) => inner!.PurgeAsync(before, limit, cancellation);

    public Task<long> EraseAsync(Guid accountId, Func<long, SecurityEvent> report, CancellationToken cancellation) =>
        inner!.EraseAsync(accountId, report, cancellation);
}
