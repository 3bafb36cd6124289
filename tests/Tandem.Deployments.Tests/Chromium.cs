using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Tandem.Deployments.Tests.Chromium))]

namespace Tandem.Deployments.Tests;

/// <summary>A real Chromium for which every name is this machine.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("TANDEM_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--host-resolver-rules=MAP * 127.0.0.1",
            ],
        });
    }

    /// <summary>Somebody's browser, with cookies of its own.</summary>
    internal async Task<Visitor> VisitAsync()
    {
        var context = await browser!.NewContextAsync(new() { IgnoreHTTPSErrors = true });
        return new Visitor(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
