namespace Tandem.Server.Tests;

/// <summary>One running server for the tests of a class.</summary>
public sealed class ServedInstallation : IAsyncLifetime
{
    public TestInstallation Installation { get; } = new();

    public TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await Installation.ServeAsync();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Installation.Dispose();
    }
}
