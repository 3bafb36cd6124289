using System.CommandLine;
using System.Globalization;

using Tandem.AspNetCore.Options;
using Tandem.Storage;

namespace Tandem.Server.Commands;

/// <summary><c>tandem serve</c>.</summary>
internal static class ServeCommand
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
        var command = new Command("serve", "Run the server.") { Urls, LogFormat };
        command.SetAction((parsed, cancellation) => ServeAsync(parsed, build, cancellation));
        return command;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, Func<WebApplicationBuilder, WebApplication> build, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = Directory.GetCurrentDirectory(),
            // Configuration is read once; the framework's watch for changes of it would hear of every write below this folder, and
            // the database usually lies there.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Configuration.AddInMemoryCollection(CommandConfiguration.Given(parsed));
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        ServerLog.Configure(builder, parsed.GetValue(LogFormat));
        var urls = ListeningUrls.Choose(builder, parsed.GetValue(Urls));

        var app = build(builder);
        var options = app.Services.GetRequiredService<TandemOptions>();
        ListeningUrls.EnsurePublic(urls, options);
        var folder = Path.GetFullPath(options.DataFolder);

        // Released last: the next server must not find the database still open.
        using var held = Hold(folder);
        await using var running = app;
        await app.StartAsync(cancellation);
        Console.WriteLine($"Tandem serves {string.Join(", ", app.Urls)} with data in {folder}. Ctrl+C stops it.");
        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Succeeded;
    }

    private static DataFolderLock Hold(string folder)
    {
        try
        {
            return DataFolderLock.TryAcquire(folder, out var held, out var holder)
                ? held
                : throw new CommandException(
                    $"Another server (process {holder?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}) serves {folder}. "
                    + "Stop it, or choose another folder with --data DIR.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The data folder {folder} cannot be used: {exception.Message} Choose another with --data DIR.");
        }
    }
}
