using System.Text;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Tandem.Testing;

namespace Tandem.AspNetCore.Testing;

/// <summary>
/// An application with Tandem on a real web server and a real database, in a folder of its own, with a clock that the test moves.
/// It can be stopped and started again on the same folder and port.
/// </summary>
public sealed class TandemHost : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-host-");
    private TandemHostSettings settings;
    private WebApplication? app;

    private TandemHost(TandemHostSettings settings) => this.settings = settings;

    /// <summary>The clock of everything but the web server.</summary>
    public ManualTimeProvider Time { get; } = new();

    /// <summary>What was logged, over all starts.</summary>
    public CapturedLogs Logs { get; } = new();

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The origin of a page that it would serve itself.</summary>
    public string Origin => Url.GetLeftPart(UriPartial.Authority);

    /// <summary>The running application.</summary>
    public WebApplication App => app ?? throw new InvalidOperationException("The host is stopped.");

    /// <summary>The folder with the database and the master key.</summary>
    public string Folder => folder.FullName;

    /// <summary>A client that keeps no cookies, follows nothing and adds nothing.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Starts one.</summary>
    public static async Task<TandemHost> StartAsync(TandemHostSettings? settings = null)
    {
        var host = new TandemHost(settings ?? new());
        try
        {
            await host.StartAgainAsync(host.settings.Listen);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one with the usual settings but for these configuration keys, below <c>Tandem:</c>.</summary>
    public static Task<TandemHost> StartAsync(params IEnumerable<(string Key, string Value)> configuration) =>
        StartAsync(new TandemHostSettings
        {
            Configuration = configuration.ToDictionary(pair => "Tandem:" + pair.Key, pair => (string?)pair.Value),
        });

    /// <summary>Stops and starts again, on the same folder and port, with these configuration keys changed.</summary>
    public async Task RestartAsync(params IEnumerable<(string Key, string Value)> changed)
    {
        await StopAsync();
        var configuration = new Dictionary<string, string?>(settings.Configuration);
        foreach (var (key, value) in changed)
            configuration["Tandem:" + key] = value;
        settings = settings with { Configuration = configuration };
        await StartAgainAsync();
    }

    /// <summary>Starts again after <see cref="StopAsync"/>, on the same folder and port.</summary>
    public Task StartAgainAsync() => StartAgainAsync(Url.ToString());

    /// <summary>Stops.</summary>
    public async Task StopAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        app = null;
    }

    /// <summary>A service of the running application.</summary>
    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (app is not null)
            await app.DisposeAsync();
        Logs.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task StartAgainAsync(string listen)
    {
        app = Build(listen);
        await app.StartAsync();
        Url = new Uri(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        Http = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            // Header values outside ASCII are sent as a browser's would be.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        })
        { BaseAddress = Url };
    }

    private WebApplication Build(string listen)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            EnvironmentName = Environments.Production,
            ContentRootPath = Folder,
            // Watching for changed files takes one of the machine's few watchers for each host.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Tandem:DataFolder"] = Folder,
            ["Tandem:DrainDelay"] = "00:00:00",
        });
        builder.Configuration.AddInMemoryCollection(settings.Configuration);
        builder.Logging.ClearProviders().AddConfiguration(builder.Configuration.GetSection("Logging")).AddProvider(Logs)
            .SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.UseUrls(listen);
        builder.Services.AddSingleton<TimeProvider>(Time);
        settings.FirstServices?.Invoke(builder);
        builder.AddTandem();
        builder.Services.AddTandemStorage();
        settings.Services?.Invoke(builder);

        var built = builder.Build();
        built.UseTandem();
        settings.Map(built);
        ApplicationEndpoints.Map(built, settings.HasFallbackPage);
        return built;
    }
}
