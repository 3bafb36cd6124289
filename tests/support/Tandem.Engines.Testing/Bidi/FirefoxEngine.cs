using System.Text.Json;


namespace Tandem.Engines.Testing.Bidi;

/// <summary>Firefox, which speaks WebDriver BiDi by itself.</summary>
internal sealed class FirefoxEngine : IEngine
{
    private readonly EngineResources resources;
    private readonly BidiConnection connection;
    private int tabs;

    private FirefoxEngine(EngineProfile profile, string version, EngineResources resources, BidiConnection connection)
    {
        Profile = profile;
        Version = version;
        this.resources = resources;
        this.connection = connection;
    }

    public EngineProfile Profile { get; }

    public string Version { get; }

    public EngineHome Home => resources.Home;

    public static async Task<IEngine> StartAsync(EngineProfile profile, LabAuthority authority, EngineResources resources)
    {
        var folder = resources.Home.Folder("firefox");
        if (!File.Exists(Path.Combine(folder, "cert9.db")))
            await NssDatabase.CreateAsync(folder, authority.Root);
        await File.WriteAllLinesAsync(Path.Combine(folder, "user.js"), Preferences(profile).Select(preference =>
            $"user_pref({JsonSerializer.Serialize(preference.Key)}, {JsonSerializer.Serialize(preference.Value)});"));
        // The one of a killed browser would name a port where nobody listens.
        var addressFile = Path.Combine(folder, "WebDriverBiDiServer.json");
        File.Delete(addressFile);
        resources.Start(
            "firefox-esr", ["--headless", "--no-remote", "--profile", folder, "--remote-debugging-port", "0", .. profile.Arguments], ("MOZ_HEADLESS_WIDTH", "1280"), ("MOZ_HEADLESS_HEIGHT", "900"));
        var url = await Engine.LimitedAsync(AddressAsync(addressFile), "starting the browser");
        var connection = resources.Hold(await BidiConnection.OpenAsync(url));
        var session = await connection.SendAsync("session.new", new { capabilities = new { } });
        return new FirefoxEngine(profile, $"Firefox {session.GetProperty("capabilities").GetProperty("browserVersion")}", resources, connection);
    }

    public async Task<ITab> OpenTabAsync()
    {
        var first = Interlocked.Increment(ref tabs) == 1;
        var context = first
            ? (await connection.SendAsync("browsingContext.getTree", new { maxDepth = 0 })).GetProperty("contexts")[0]
            : await connection.SendAsync("browsingContext.create", new { type = "tab" });
        return new FirefoxTab(connection, context.GetProperty("context").GetString()!);
    }

    public Task KillAsync() => Home.KillProcessesAsync();

    public ValueTask DisposeAsync() => resources.DisposeAsync();

    private static Dictionary<string, object> Preferences(EngineProfile profile) => new(profile.Preferences)
    {
        ["network.dns.forceResolve"] = "127.0.0.1",
        // Nothing that looks for company on the network.
        ["app.update.enabled"] = false,
        ["app.normandy.enabled"] = false,
        ["browser.safebrowsing.downloads.remote.enabled"] = false,
        ["browser.safebrowsing.update.enabled"] = false,
        ["datareporting.policy.dataSubmissionEnabled"] = false,
        ["network.captive-portal-service.enabled"] = false,
        ["network.connectivity-service.enabled"] = false,
        ["browser.shell.checkDefaultBrowser"] = false,
        ["browser.aboutwelcome.enabled"] = false,
        ["browser.startup.page"] = 0,
        ["toolkit.startup.max_resumed_crashes"] = -1,
    };

    private static async Task<Uri> AddressAsync(string file)
    {
        using var limit = new CancellationTokenSource(Engine.StepLimit);
        while (true)
        {
            try
            {
                var address = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(file, limit.Token));
                return new($"ws://{address.GetProperty("ws_host").GetString()}:{address.GetProperty("ws_port").GetInt32()}/session");
            }
            catch (Exception early) when (early is IOException or JsonException)
            {
                await Task.Delay(20, limit.Token);
            }
        }
    }
}
