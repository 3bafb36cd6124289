using Tandem.Tabs.Tests.Lab;
using Tandem.Tabs.Tests.Oracle;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>Somebody's windows on a site of their own; closed at the end.</summary>
internal sealed class Scenario(RunningBrowser browser, Site site) : IAsyncDisposable
{
    private readonly List<ITab> tabs = [];

    public Scenario(Browser browser, ServerKind kind = ServerKind.Scaled)
        : this(browser.Running, browser.ProxiedServers.NewSite(kind))
    {
    }

    public Site Site => site;

    /// <summary>Opens a window.</summary>
    /// <param name="options">Options of the page; its client renews on demand when null.</param>
    /// <param name="isFront">Whether it must be one that can be seen.</param>
    public async Task<Window> OpenAsync(object? options = null, bool isFront = false)
    {
        var window = await OpenTabAsync(isFront);
        await window.LoadAsync(options);
        return window;
    }

    /// <summary>Opens a window without a page.</summary>
    public async Task<Window> OpenTabAsync(bool isFront = false)
    {
        var tab = await (isFront ? browser.OpenFrontTabAsync() : browser.OpenTabAsync());
        tabs.Add(tab);
        return new(tab, site);
    }

    /// <summary>Windows of one person: the first signs in before the others are opened, and the last can be seen.</summary>
    /// <param name="windows">How many.</param>
    /// <param name="options">Options of the pages once somebody is signed in: a short limit of time is not meant for hashing a password.</param>
    public async Task<(IReadOnlyList<Window> Windows, SessionOracle Oracle)> SignInAsync(int windows, object? options = null)
    {
        var first = await OpenAsync(isFront: windows == 1);
        var session = await first.SignInAsync();
        if (options is not null)
            await first.LoadAsync(options);
        var all = new List<Window> { first };
        while (all.Count < windows)
            all.Add(await OpenAsync(options, all.Count == windows - 1));
        return (all, await SessionOracle.WatchAsync(site, session));
    }

    public async ValueTask DisposeAsync()
    {
        // What still waits must not keep the engine from closing its tabs.
        site.Fault = null;
        foreach (var tab in tabs)
            await Record.ExceptionAsync(() => browser.CloseTabAsync(tab));
    }
}
