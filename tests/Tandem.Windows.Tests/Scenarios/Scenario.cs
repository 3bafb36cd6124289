using Tandem.Windows.Tests.Lab;
using Tandem.Windows.Tests.Oracle;

namespace Tandem.Windows.Tests.Scenarios;

/// <summary>Somebody's windows on a site of their own; closed at the end.</summary>
internal sealed class Scenario(Browser browser, bool isStrict = false) : IAsyncDisposable
{
    private readonly List<ITab> tabs = [];

    public Site Site { get; } = browser.Laboratory.NewSite(isStrict);

    public async Task<Window> OpenAsync(object? options = null)
    {
        var tab = await browser.Engine.OpenTabAsync();
        tabs.Add(tab);
        var window = new Window(tab, Site);
        await window.LoadAsync(options);
        return window;
    }

    /// <summary>Windows of one person; the first signs in before the others are opened.</summary>
    public async Task<(IReadOnlyList<Window> Windows, SessionOracle Oracle)> SignInAsync(int windows, object? options = null)
    {
        var first = await OpenAsync(options);
        var session = await first.SignInAsync();
        var all = new List<Window> { first };
        while (all.Count < windows)
            all.Add(await OpenAsync(options));
        return (all, await SessionOracle.WatchAsync(Site, session));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tab in tabs)
            await Record.ExceptionAsync(tab.CloseAsync);
    }
}
