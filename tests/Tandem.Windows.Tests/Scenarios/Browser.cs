using Tandem.Windows.Tests.Lab;

namespace Tandem.Windows.Tests.Scenarios;

/// <summary>A running engine for the scenarios of a class.</summary>
public abstract class Browser(Laboratory laboratory, EngineProfile profile) : IAsyncLifetime
{
    internal Laboratory Laboratory => laboratory;

    internal EngineProfile Profile => profile;

    internal IEngine Engine { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Engine = await Tandem.Engines.Testing.Engine.StartAsync(profile, laboratory.Authority);
        // The last tab cannot be closed: this one stays.
        await Engine.OpenTabAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Engine is not null)
            await Engine.DisposeAsync();
    }
}
