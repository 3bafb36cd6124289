using System.Globalization;

using Microsoft.Playwright;

using Tandem.Processes.Testing;

namespace Tandem.Browser.Tests.Site;

/// <summary>The documentation site as <c>eng/site.sh</c> made it, served, and a real Chromium.</summary>
public sealed class DocumentationSite : IAsyncLifetime
{
    private readonly string url = $"http://localhost:{LoopbackPort.Free().ToString(CultureInfo.InvariantCulture)}";
    private RunningProgram? server;
    private Chromium? chromium;

    public async ValueTask InitializeAsync()
    {
        var site = Repository.PathOf("artifacts", "site");
        Assert.True(File.Exists(Path.Combine(site, "index.html")), "The site is not made: run eng/site.sh.");
        server = RunningProgram.Start(new("dotnet", ["docfx", "serve", site, "--port", new Uri(url).Port.ToString(CultureInfo.InvariantCulture)], Repository.Root));
        await server.LineAsync("Press Ctrl+C");
        chromium = await Chromium.StartAsync();
    }

    /// <summary>A reader's browser.</summary>
    internal async Task<Visitor> VisitAsync(int width, ColorScheme scheme) => new(
        await chromium!.NewContextAsync(new() { BaseURL = url, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } }),
        url);

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }
}
