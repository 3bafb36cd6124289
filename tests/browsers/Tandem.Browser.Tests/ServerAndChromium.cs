namespace Tandem.Browser.Tests;

/// <summary>A sample's server and a real Chromium, for the tests of a class or for each of its tests.</summary>
public abstract class ServerAndChromium : IAsyncLifetime
{
    private CrmServer? server;
    private Chromium? chromium;

    internal CrmServer Server => server!;

    internal Chromium Chromium => chromium!;

    /// <summary>The sample's program.</summary>
    private protected virtual string Program => BuildPaths.Crm;

    private protected virtual string[] Configuration => [];

    public virtual async ValueTask InitializeAsync()
    {
        server = await CrmServer.StartAsync(Program, Configuration);
        chromium = await Chromium.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
