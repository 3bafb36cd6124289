using System.CommandLine;

using Tandem.AspNetCore;
using Tandem.AspNetCore.MasterKeys;
using Tandem.Platform;
using Tandem.Sqlite.Migrations;

namespace Tandem.Server.CommandLine;

/// <summary>The services of a command that works on the installation's data, with or without a running server.</summary>
internal sealed class CommandServices(ParseResult parsed, Func<StorageSettings, StorageSettings>? change = null)
    : IAsyncDisposable
{
    private const string NotMadeHere =
        "Commands make none but `serve`, `migrate` and `users create`. Name the folder with --data DIR.";

    private readonly ServiceProvider services = new ServiceCollection()
        .AddSingleton<IConfiguration>(CommandConfiguration.Read(parsed))
        // The server checkpoints its database; a command beside it leaves the log alone.
        .AddSingleton(provider => Change(Settings(parsed, provider.GetRequiredService<TandemOptions>()), change))
        .AddSingleton(provider => new MigrationProgress(Console.Error.WriteLine, provider.GetRequiredService<TimeProvider>()))
        .AddTandemCore()
        .AddTandemStorage()
        .BuildServiceProvider();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>Opens the database and the keys; a command that may makes both where there are none.</summary>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        if (SharedOptions.MayMakeData(parsed))
            DataFolder.Create(Get<TandemOptions>());
        return Get<InstallationOpener>().OpenAsync(cancellationToken);
    }

    private static StorageSettings Settings(ParseResult parsed, TandemOptions options)
    {
        var settings = options.ToStorageSettings() with { Checkpoints = false };
        return SharedOptions.MayMakeData(parsed) ? settings : settings with { WhyNotMade = NotMadeHere };
    }

    private static StorageSettings Change(StorageSettings settings, Func<StorageSettings, StorageSettings>? change) =>
        change?.Invoke(settings) ?? settings;

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
