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

    public Task<IReadOnlyList<EventRecord>> ReadAsync(long after, int limit, CancellationToken cancellation) =>
        inner!.ReadAsync(after, limit, cancellation);
}
