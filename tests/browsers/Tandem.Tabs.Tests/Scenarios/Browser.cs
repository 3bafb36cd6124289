using Tandem.Tabs.Tests.Lab;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>A running engine for the scenarios of a class.</summary>
public abstract class Browser(ProxiedServers servers, EngineProfile profile) : IAsyncLifetime
{
    internal ProxiedServers ProxiedServers => servers;

    internal EngineProfile Profile => profile;

    internal RunningBrowser Running { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Running = await StartAnotherAsync();

    /// <summary>One more of it, for a scenario that ends it.</summary>
    internal async Task<RunningBrowser> StartAnotherAsync(EngineHome? home = null)
    {
        var engine = await Engine.StartAsync(profile, servers.Authority, home);
        return new(engine, await engine.OpenTabAsync());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Running is not null)
            await Running.DisposeAsync();
    }
}
