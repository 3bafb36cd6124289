using Tandem.Engines.Testing.Bidi;
using Tandem.Engines.Testing.WebDriver;

namespace Tandem.Engines.Testing;

/// <summary>
/// Starts real browser engines for tests. A test needs a few calls:
/// <code>
/// using var authority = new LabAuthority();
/// await using var server = new LabServer(authority);
/// await server.StartAsync(app => app.MapGet("/", () => "hello"));              // or add services to server.Builder first
/// await using var engine = await Engine.StartAsync(EngineProfile.Firefox, authority);
/// var tab = await engine.OpenTabAsync();
/// await tab.GoToAsync(server.Url("api.example.test"));                         // every name is this machine
/// var status = await tab.RunAsync("return (await fetch('/me', { method: 'POST' })).status");
/// await tab.ClickAsync("a#next");
/// await tab.UntilAsync("location.pathname === '/next'");
/// var cookies = await tab.CookiesAsync();                                      // HttpOnly ones too
/// </code>
/// Nothing outside of a temporary folder is changed, and every step has a time limit.
/// </summary>
public static class Engine
{
    /// <summary>How long one step may take.</summary>
    public static TimeSpan StepLimit { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Starts an engine that trusts an authority and takes every host name for this machine.</summary>
    /// <param name="profile">Which one, and its settings.</param>
    /// <param name="authority">The authority of the servers it will visit.</param>
    /// <param name="home">
    /// A home to use, such as that of an engine that was killed: whoever made it removes it. Null makes one and removes it afterwards.
    /// </param>
    public static async Task<IEngine> StartAsync(EngineProfile profile, LabAuthority authority, EngineHome? home = null)
    {
        try
        {
            return await StartOnceAsync(profile, authority, home);
        }
        catch (Exception)
        {
            // The port of a driver was free a moment ago; somebody else may have taken it. What fails twice is no such accident.
        }

        try
        {
            return await StartOnceAsync(profile, authority, home);
        }
        catch (Exception failure)
        {
            throw new EngineException($"{profile} does not start: {failure.Message} (./test installs the engines.)", failure);
        }
    }

    private static async Task<IEngine> StartOnceAsync(EngineProfile profile, LabAuthority authority, EngineHome? home)
    {
        var resources = new EngineResources(home);
        try
        {
            return profile.Family switch
            {
                EngineFamily.Chromium => await WebDriverEngine.StartChromiumAsync(profile, authority, resources),
                EngineFamily.Firefox => await FirefoxEngine.StartAsync(profile, authority, resources),
                EngineFamily.WebKit => await WebDriverEngine.StartWebKitAsync(profile, resources),
                _ => throw new ArgumentOutOfRangeException(nameof(profile)),
            };
        }
        catch
        {
            await resources.DisposeAsync();
            throw;
        }
    }

    internal static async Task<T> LimitedAsync<T>(Task<T> step, string what)
    {
        try
        {
            return await step.WaitAsync(StepLimit);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            throw new EngineException($"{what} took longer than {StepLimit.TotalSeconds} s.", late);
        }
    }
}
