using Tandem.Engines.Testing.WebDriver;

namespace Tandem.Engines.Testing;

/// <summary>
/// WebKitGTK's browser without automation. Nobody can drive its page, which has to act by itself; but it keeps its cookies on disk, which
/// it does not under automation.
/// </summary>
public sealed class UnattendedWebKit : IAsyncDisposable
{
    private readonly EngineResources resources;

    private UnattendedWebKit(EngineResources resources) => this.resources = resources;

    /// <summary>Opens a page.</summary>
    /// <param name="url">Its address. Every host name is this machine, and every certificate is accepted.</param>
    /// <param name="home">The home where the cookies are; whoever made it removes it.</param>
    public static async Task<UnattendedWebKit> OpenAsync(Uri url, EngineHome home)
    {
        var resources = new EngineResources(home);
        try
        {
            var proxy = resources.Hold(new LoopbackProxy());
            string[] arguments = [$"--cookies-file={Path.Combine(home.Folder("webkit"), "cookies.db")}", "--ignore-tls-errors", $"--proxy=http://{proxy.Address}", url.AbsoluteUri];
            resources.Start(WebDriverEngine.MiniBrowser, arguments, ("DISPLAY", await WebDriverEngine.StartDisplayAsync(resources)), ("GDK_BACKEND", "x11"));
            return new(resources);
        }
        catch
        {
            await resources.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends all its processes at once, by their ids, as a crash would.</summary>
    public Task KillAsync() => resources.Home.KillProcessesAsync();

    public ValueTask DisposeAsync() => resources.DisposeAsync();
}
