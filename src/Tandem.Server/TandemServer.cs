using System.CommandLine;

using Tandem.AspNetCore;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.Server.CommandLine;

namespace Tandem.Server;

/// <summary>The <c>tandem</c> command line. An application can be served by it, with all its commands, from its own executable.</summary>
public static class TandemServer
{
    /// <summary>Runs a command line. The exit code is 0 for success, 1 for a failure that was explained, 2 for bad arguments.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="build">Builds what <c>serve</c> serves; null for Tandem alone.</param>
    public static async Task<int> RunAsync(string[] args, Func<WebApplicationBuilder, WebApplication>? build = null)
    {
        var parsed = CommandTree.Parse(args, build ?? BuildTandem);
        if (parsed.Errors.Count > 0)
        {
            await BadArguments.WriteAsync(parsed, Console.Error);
            return ExitCode.BadArguments;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync(Failure.Explain(exception) ?? $"This is a fault of the program. {exception}");
            return ExitCode.Failed;
        }
    }

    private static WebApplication BuildTandem(WebApplicationBuilder builder)
    {
        builder.AddTandem();
        DatabaseKind.Of(builder.Configuration).AddStores(builder.Services);
        builder.Services.AddSingleton<TandemAlone>();
        var app = builder.Build();
        app.UseTandem();
        app.MapTandem();
        return app;
    }
}
