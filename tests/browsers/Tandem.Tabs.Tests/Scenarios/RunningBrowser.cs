namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>An engine with its first tab, which cannot be closed.</summary>
internal sealed class RunningBrowser(IEngine engine, ITab first) : IAsyncDisposable
{
    private static readonly Uri Blank = new("about:blank");

    public IEngine Engine => engine;

    /// <summary>Opens a tab behind or before the others.</summary>
    public Task<ITab> OpenTabAsync() => engine.OpenTabAsync();

    /// <summary>
    /// A tab that can be seen, which the others need not be. Chromium shows all without a screen, Firefox the one that was opened last, and
    /// WebKitGTK the first.
    /// </summary>
    public Task<ITab> OpenFrontTabAsync() => engine.Profile.Family == EngineFamily.WebKit ? Task.FromResult(first) : engine.OpenTabAsync();

    /// <summary>Closes a tab, or empties the first.</summary>
    public Task CloseTabAsync(ITab tab) => tab == first ? tab.GoToAsync(Blank) : tab.CloseAsync();

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
