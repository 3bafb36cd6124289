using System.CommandLine;

using Tandem.AspNetCore;
using Tandem.AspNetCore.MasterKeys;
using Tandem.Platform;
using Tandem.Platform.Migrations;

namespace Tandem.Server.CommandLine;

/// <summary>The services of a command that works on the installation's data, with or without a running server.</summary>
internal sealed class CommandServices(
    ParseResult parsed, Func<StorageSettings, StorageSettings>? change = null, Action<IServiceCollection>? add = null)
    : IAsyncDisposable
{
    private const string NotMadeHere =
        "Commands make none but `serve`, `migrate` and `users create`.";

    private readonly ServiceProvider services = Build(parsed, CommandConfiguration.Read(parsed), change, add);

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>Opens a database that is there to look at it: nothing is made, nothing is sealed.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public Task OpenToReadAsync(CancellationToken cancellationToken)
    {
        var settings = Get<StorageSettings>();
        if (DatabaseKind.Of(settings).WhyMissing(settings) is { } missing)
            throw new CommandException(missing);
        return Get<InstallationOpener>().OpenToReadAsync(cancellationToken);
    }

    /// <summary>Opens the database and the keys; a command that may makes both where there are none, and says so.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="say">Takes what is said of a new database; by default standard error does.</param>
    public async Task OpenAsync(CancellationToken cancellationToken, Action<string>? say = null)
    {
        var options = Get<TandemOptions>();
        var mayMake = SharedOptions.MayMakeData(parsed);
        var settings = Get<StorageSettings>();
        var kind = DatabaseKind.Of(settings);
        var notice = mayMake ? kind.NoticeOfNew(settings) : null;
        if (mayMake && kind.IsFile)
            DataFolder.Create(options);
        await Get<InstallationOpener>().OpenAsync(cancellationToken);
        if (Get<MasterKeyLoader>().Notice is { } closed)
            await Console.Error.WriteLineAsync($"Warning: {closed}");
        if (notice is not null)
            (say ?? Console.Error.WriteLine)(notice);
    }

    // What a command adds comes first: it takes the place of the usual.
    private static ServiceProvider Build(
        ParseResult parsed, IConfiguration configuration, Func<StorageSettings, StorageSettings>? change, Action<IServiceCollection>? add)
    {
        var collection = new ServiceCollection();
        add?.Invoke(collection);
        collection
            .AddSingleton(configuration)
            // The server checkpoints its database; a command beside it leaves the log alone.
            .AddSingleton(provider => Change(Settings(parsed, provider.GetRequiredService<TandemOptions>()), change))
            .AddSingleton(provider => new TerminalProgress(provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => Upgrading(provider.GetRequiredService<TerminalProgress>(), provider.GetRequiredService<TimeProvider>()))
            .AddTandemCore();
        DatabaseKind.Of(configuration).AddStores(collection);
        return collection.BuildServiceProvider();
    }

    private static StorageSettings Settings(ParseResult parsed, TandemOptions options)
    {
        var settings = options.ToStorageSettings() with { Checkpoints = false };
        return SharedOptions.MayMakeData(parsed) ? settings : settings with { WhyNotMade = $"{NotMadeHere} {DatabaseKind.Of(settings).HowToName(settings)}" };
    }

    private static MigrationProgress Upgrading(TerminalProgress shown, TimeProvider time) => new(
        line =>
        {
            shown.Dispose();
            Console.Error.WriteLine(line);
        },
        time, shown.GoesOn);

    private static StorageSettings Change(StorageSettings settings, Func<StorageSettings, StorageSettings>? change) =>
        change?.Invoke(settings) ?? settings;

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
