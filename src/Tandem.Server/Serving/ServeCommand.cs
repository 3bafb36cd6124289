using System.CommandLine;

using Tandem.AspNetCore;
using Tandem.Platform;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Serving;

/// <summary><c>tandem serve</c>.</summary>
internal static partial class ServeCommand
{
    private static readonly Option<string?> Urls = new("--urls")
    {
        Description = $"Where to listen; several with semicolons (default: {ListeningUrls.Default})",
        HelpName = "URLS",
    };

    private static readonly Option<string?> LogFormat = new("--log-format") { Description = "json or text (default: text on a terminal)" };

    public static Command Create(Func<WebApplicationBuilder, WebApplication> build)
    {
        LogFormat.AcceptOnlyFromAmong("json", "text");
        Urls.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (ListeningUrls.Fault(token.Value) is { } fault)
                    result.AddError($"--urls: {fault}");
            }
        });
        var command = new Command("serve", "Run the server.") { Urls, LogFormat, SharedOptions.New };
        command.SetAction((parsed, cancellationToken) => ServeAsync(parsed, build, cancellationToken));
        return command;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, Func<WebApplicationBuilder, WebApplication> build, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = Directory.GetCurrentDirectory(),
            // Configuration is read once; the framework's watch for changes of it would hear of every write below this folder, and
            // the database usually lies there.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Configuration.AddInMemoryCollection(CommandConfiguration.Given(parsed));
        builder.WebHost.ConfigureKestrel(ServerLimits.Apply);
        ServerLog.Configure(builder, parsed.GetValue(LogFormat));
        Telemetry.AddTo(builder);
        var urls = ListeningUrls.Choose(builder, parsed.GetValue(Urls));

        var app = build(builder);
        var options = app.Services.GetRequiredService<TandemOptions>();
        ListeningUrls.EnsurePublic(urls, options);

        // Released last: the next server must not find the database still open.
        var settings = app.Services.GetRequiredService<StorageSettings>();
        var kind = DatabaseKind.Of(settings);
        using var held = kind.IsFile ? DataFolder.Hold(options) : null;
        var notice = kind.NoticeOfNew(settings);
        await using var running = app;
        await StartAsync(app, options, cancellationToken);
        if (notice is not null)
            LogNew(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Tandem.Server.Serving"), notice);
        var place = kind.IsFile ? DataFolder.PathOf(options) : app.Services.GetRequiredService<IStorageLifetime>().Describe();
        Console.WriteLine($"Tandem serves {string.Join(", ", app.Urls)} with data in {place}. Ctrl+C stops it.");
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Succeeded;
    }

    // It is what a first start does; every other time everybody would have to sign in again.
    [LoggerMessage(1117, LogLevel.Information, "{Notice}")]
    private static partial void LogNew(ILogger logger, string notice);

    private static async Task StartAsync(WebApplication app, TandemOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await AbandonAsync(app, options);
            throw;
        }
    }

    // What runs in the background must end before the database closes. Nobody was served: there is nothing to drain.
    private static async Task AbandonAsync(WebApplication app, TandemOptions options)
    {
        options.DrainDelay = TimeSpan.Zero;
        try
        {
            await app.StopAsync(CancellationToken.None);
        }
        catch (Exception)
        {
            // A host that could not be put together cannot be stopped either. Why it did not start is what matters.
        }
    }
}
