using System.CommandLine;

using Microsoft.Extensions.Logging.Console;

using Tandem.AspNetCore.Options;
using Tandem.Storage;

namespace Tandem.Server.Commands;

/// <summary><c>tandem serve</c>.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where to listen; several with semicolons",
        DefaultValueFactory = _ => "http://127.0.0.1:5080",
        HelpName = "URLS",
    };

    private static readonly Option<string?> LogFormat = new("--log-format") { Description = "json or text (default: text on a terminal)" };

    public static Command Create(Func<WebApplicationBuilder, WebApplication> build)
    {
        LogFormat.AcceptOnlyFromAmong("json", "text");
        var command = new Command("serve", "Run the server. Any key of the configuration can be given as --Tandem:Key=value.") { Urls, LogFormat };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => ServeAsync(parsed, build, cancellation));
        return command;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, Func<WebApplicationBuilder, WebApplication> build, CancellationToken cancellation)
    {
        if (parsed.UnmatchedTokens.FirstOrDefault(token => !IsConfiguration(token)) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"'{unknown}' is neither an option of serve nor a configuration key such as --Tandem:BasePath=/auth. See tandem serve --help.");
            return ExitCode.BadArguments;
        }

        var urls = parsed.GetRequiredValue(Urls);
        if (urls.Split(';').FirstOrDefault(url => !Uri.TryCreate(url, UriKind.Absolute, out var parsedUrl) || parsedUrl.Scheme is not ("http" or "https")) is { } bad)
        {
            await Console.Error.WriteLineAsync($"--urls: '{bad}' is not a URL such as http://127.0.0.1:5080.");
            return ExitCode.BadArguments;
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. parsed.UnmatchedTokens], ContentRootPath = Directory.GetCurrentDirectory() });
        builder.WebHost.UseUrls(urls.Split(';'));
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        if (parsed.GetValue(SharedOptions.Data) is { } data)
            builder.Configuration.AddInMemoryCollection([new(OpenInstallation.DataFolderKey, data)]);
        ConfigureLogging(builder.Logging, parsed.GetValue(LogFormat));

        await using var app = build(builder);
        var folder = Path.GetFullPath(app.Services.GetRequiredService<TandemOptions>().DataFolder);
        using var held = Hold(folder);
        await app.StartAsync(cancellation);
        Console.WriteLine($"Tandem serves {string.Join(", ", app.Urls)} with data in {folder}. Ctrl+C stops it.");
        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Succeeded;
    }

    private static bool IsConfiguration(string token) =>
        token.StartsWith("--", StringComparison.Ordinal) && token.Contains(':', StringComparison.Ordinal) && token.Contains('=', StringComparison.Ordinal);

    private static DataFolderLock Hold(string folder) =>
        DataFolderLock.TryAcquire(folder, out var held, out var holder)
            ? held
            : throw new CommandException(
                $"Another server (process {holder?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"}) serves {folder}. "
                + "Stop it, or choose another folder with --data DIR.");

    private static void ConfigureLogging(ILoggingBuilder logging, string? format)
    {
        var json = (format ?? (Console.IsErrorRedirected ? "json" : "text")) == "json";
        logging.ClearProviders();
        logging.AddConsole(options =>
        {
            // Standard output is for results; what the server says of itself is not one.
            options.LogToStandardErrorThreshold = LogLevel.Trace;
            options.FormatterName = json ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple;
        });
        logging.Services.Configure<JsonConsoleFormatterOptions>(options =>
        {
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
    }
}
