using Microsoft.Extensions.Logging.Console;

namespace Tandem.Server.Serving;

/// <summary>The server's log: on standard error, one JSON object a line, or text on a terminal.</summary>
internal static class ServerLog
{
    // Below files, environment and command line, so that each of those can say otherwise.
    private static readonly Dictionary<string, string?> Levels = new()
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
        // Why a start failed is said once, by the command, in words.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
    };

    public static void Configure(WebApplicationBuilder builder, string? format)
    {
        var json = (format ?? (Console.IsErrorRedirected ? "json" : "text")) == "json";
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = Levels });
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(options =>
        {
            // Standard output is for results; what the server says of itself is not one.
            options.LogToStandardErrorThreshold = LogLevel.Trace;
            options.FormatterName = json ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple;
        });
        builder.Services.Configure<JsonConsoleFormatterOptions>(options =>
        {
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }
}
