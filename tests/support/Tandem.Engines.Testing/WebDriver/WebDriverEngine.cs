using System.Globalization;

using Tandem.Processes.Testing;

namespace Tandem.Engines.Testing.WebDriver;

/// <summary>Chromium by chromedriver, and WebKitGTK by WebKitWebDriver.</summary>
internal sealed class WebDriverEngine : IEngine
{
    /// <summary>WebKitGTK's small browser.</summary>
    public const string MiniBrowser = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

    private readonly EngineResources resources;
    private readonly WebDriverConnection connection;
    private string? firstTab;

    private WebDriverEngine(EngineProfile profile, EngineResources resources, WebDriverConnection connection)
    {
        Profile = profile;
        this.resources = resources;
        this.connection = connection;
    }

    public EngineProfile Profile { get; }

    public string Version => string.Create(
        CultureInfo.InvariantCulture, $"{(Profile.Family == EngineFamily.WebKit ? "WebKitGTK" : "Chromium")} {connection.Capabilities.GetProperty("browserVersion")}");

    public EngineHome Home => resources.Home;

    public static async Task<IEngine> StartChromiumAsync(EngineProfile profile, LabAuthority authority, EngineResources resources)
    {
        var database = resources.Home.Folder(".pki", "nssdb");
        if (!File.Exists(Path.Combine(database, "cert9.db")))
            await NssDatabase.CreateAsync(database, authority.Root);
        var port = LoopbackPort.Free();
        resources.Start("chromedriver", [$"--port={port}"]);
        string[] always =
        [
            "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--host-resolver-rules=MAP * 127.0.0.1", $"--user-data-dir={resources.Home.Folder("chromium")}",
        ];
        var options = new Dictionary<string, object>
        {
            ["binary"] = Environment.GetEnvironmentVariable("TANDEM_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            // Its sandbox refuses root.
            ["args"] = (IEnumerable<string>)[.. always, .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(), .. profile.Arguments],
            ["prefs"] = profile.Preferences,
        };
        return await ConnectAsync(profile, resources, port, new() { ["browserName"] = "chrome", ["goog:chromeOptions"] = options });
    }

    public static async Task<IEngine> StartWebKitAsync(EngineProfile profile, EngineResources resources)
    {
        var display = await StartDisplayAsync(resources);
        var proxy = resources.Hold(new LoopbackProxy());
        var port = LoopbackPort.Free();
        resources.Start("WebKitWebDriver", [$"--port={port}"], ("DISPLAY", display), ("GDK_BACKEND", "x11"));
        return await ConnectAsync(profile, resources, port, new()
        {
            // The TLS library of WebKitGTK reads the system's list of authorities only, which a test must not change.
            ["acceptInsecureCerts"] = true,
            ["webkitgtk:browserOptions"] = new
            {
                binary = MiniBrowser,
                args = (IEnumerable<string>)["--automation", $"--proxy=http://{proxy.Address}", .. profile.Arguments],
            },
        });
    }

    /// <summary>Starts a display that nobody sees; its name.</summary>
    public static async Task<string> StartDisplayAsync(EngineResources resources)
    {
        var display = resources.Start("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
        return $":{(await Engine.LimitedAsync(display.LineAsync(""), "starting Xvfb")).Trim()}";
    }

    public async Task<ITab> OpenTabAsync()
    {
        if (firstTab is null)
            return new WebDriverTab(connection, firstTab = (await connection.GetAsync(null, "window")).GetString()!);
        // From the first: the tab of the last command may be closed (WebDriver §11.3).
        var opened = await connection.PostAsync(firstTab, "window/new", new { type = "tab" });
        return new WebDriverTab(connection, opened.GetProperty("handle").GetString()!);
    }

    public Task KillAsync() => Home.KillProcessesAsync();

    public ValueTask DisposeAsync() => resources.DisposeAsync();

    private static async Task<IEngine> ConnectAsync(EngineProfile profile, EngineResources resources, int port, Dictionary<string, object> capabilities)
    {
        var milliseconds = (int)Engine.StepLimit.TotalMilliseconds;
        capabilities["timeouts"] = new { script = milliseconds, pageLoad = milliseconds };
        var connection = await Engine.LimitedAsync(WebDriverConnection.OpenAsync(port, capabilities), "starting the browser");
        return new WebDriverEngine(profile, resources, resources.Hold(connection));
    }
}
