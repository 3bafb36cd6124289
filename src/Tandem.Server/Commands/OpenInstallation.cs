using System.CommandLine;

using Tandem.AspNetCore;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Options;

namespace Tandem.Server.Commands;

/// <summary>The services of a command that works on the installation's data, with or without a running server.</summary>
internal sealed class OpenInstallation : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private OpenInstallation(ServiceProvider services) => this.services = services;

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => services.DisposeAsync();

    public static async Task<OpenInstallation> OpenAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var opened = new OpenInstallation(Services(parsed));
        try
        {
            await opened.Get<InstallationOpener>().OpenAsync(cancellation);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>The services, nothing opened.</summary>
    public static ServiceProvider Services(ParseResult parsed) => new ServiceCollection()
        .AddSingleton<IConfiguration>(Configuration(parsed.GetValue(SharedOptions.Data)))
        .AddTandemCore()
        .AddTandemStorage()
        .BuildServiceProvider();

    private static IConfigurationRoot Configuration(string? data)
    {
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Production;
        var builder = new ConfigurationBuilder()
            .SetBasePath(Directory.GetCurrentDirectory())
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile($"appsettings.{environment}.json", optional: true)
            .AddEnvironmentVariables();
        if (data is not null)
            builder.AddInMemoryCollection([new(DataFolderKey, data)]);
        return builder.Build();
    }

    public const string DataFolderKey = ConfigurationKeys.Section + ":DataFolder";
}
