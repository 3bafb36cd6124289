namespace Tandem.AspNetCore.Tests;

/// <summary>One host with the usual settings for all tests of a class; each makes accounts of its own.</summary>
public class HostFixture : IAsyncLifetime
{
    private readonly TandemHostSettings settings;

    public HostFixture() => settings = new TandemHostSettings();

    protected HostFixture(params IEnumerable<(string Key, string Value)> configuration) => settings = new TandemHostSettings
    {
        Configuration = configuration.ToDictionary(pair => "Tandem:" + pair.Key, pair => (string?)pair.Value),
    };

    protected HostFixture(TandemHostSettings settings) => this.settings = settings;

    public TandemHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await TandemHost.StartAsync(settings);
        await PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What all tests of the class find done.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;
}
