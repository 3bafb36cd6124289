using System.CommandLine;

using Tandem.AspNetCore;
using Tandem.Server.Commands;

namespace Tandem.Server;

/// <summary>The <c>tandem</c> command line. An application can be served by it, with all its commands, from its own executable.</summary>
public static class TandemServer
{
    /// <summary>Runs a command line. The exit code is 0 for success, 1 for a failure that was explained, 2 for bad arguments.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="build">Builds what <c>serve</c> serves; null for Tandem alone.</param>
    public static async Task<int> RunAsync(string[] args, Func<WebApplicationBuilder, WebApplication>? build = null)
    {
        var root = new RootCommand("Tandem: sign in, stay signed in, sign out.")
        {
            ServeCommand.Create(build ?? BuildTandem),
            UsersCommand.Create(),
            KeysCommand.Create(),
            MigrateCommand.Create(),
            ConfigCommand.Create(),
            VersionCommand.Create(),
        };
        root.Options.Add(SharedOptions.Data);
        // `tandem version` says more than the built-in --version; one of them is enough.
        foreach (var version in root.Options.OfType<VersionOption>().ToList())
            root.Options.Remove(version);

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("See tandem --help.");
            return ExitCode.BadArguments;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception exception) when (Failure.Explain(exception) is { } explained)
        {
            await Console.Error.WriteLineAsync(explained);
            return ExitCode.Failed;
        }
    }

    private static WebApplication BuildTandem(WebApplicationBuilder builder)
    {
        builder.AddTandem();
        builder.Services.AddTandemStorage();
        var app = builder.Build();
        app.UseTandem();
        app.MapTandem();
        return app;
    }
}
