using System.CommandLine;

using Tandem.AspNetCore;
using Tandem.AspNetCore.MasterKeys;
using Tandem.Platform;
using Tandem.Sqlite.Migrations;

namespace Tandem.Server.CommandLine;

/// <summary>The services of a command that works on the installation's data, with or without a running server.</summary>
internal sealed class CommandServices(
    ParseResult parsed, Func<StorageSettings, StorageSettings>? change = null, Action<IServiceCollection>? add = null)
    : IAsyncDisposable
{
    private readonly ServiceProvider services = With(add)
        .AddSingleton<IConfiguration>(CommandConfiguration.Read(parsed))
        // The server checkpoints its database; a command beside it leaves the log alone.
        .AddSingleton(provider => Change(provider.GetRequiredService<TandemOptions>().ToStorageSettings() with { Checkpoints = false }, change))
        .AddSingleton(provider => new MigrationProgress(Console.Error.WriteLine, provider.GetRequiredService<TimeProvider>()))
        .AddTandemCore()
        .AddTandemStorage()
        .BuildServiceProvider();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>Opens the database and the keys; both are made where there are none.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        DataFolder.Create(Get<TandemOptions>());
        await Get<InstallationOpener>().OpenAsync(cancellationToken);
        if (Get<MasterKeyLoader>().Notice is { } notice)
            await Console.Error.WriteLineAsync($"Warning: {notice}");
    }

    // What a command adds comes first: it takes the place of the usual.
    private static ServiceCollection With(Action<IServiceCollection>? add)
    {
        var collection = new ServiceCollection();
        add?.Invoke(collection);
        return collection;
    }

    private static StorageSettings Change(StorageSettings settings, Func<StorageSettings, StorageSettings>? change) =>
        change?.Invoke(settings) ?? settings;

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
