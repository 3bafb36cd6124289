using Tandem.Tabs.Tests.Lab;

namespace Tandem.Tabs.Tests.LateResponses;

/// <summary>One proxy for all replays of a class: each has a site of its own, and so a cookie of its own.</summary>
public sealed class HoldingProxy(ProxiedServers servers) : IAsyncLifetime
{
    internal LabProxy Proxy { get; } = new(servers.Authority);

    public async ValueTask InitializeAsync() => await Proxy.StartAsync();

    public ValueTask DisposeAsync() => Proxy.DisposeAsync();
}
