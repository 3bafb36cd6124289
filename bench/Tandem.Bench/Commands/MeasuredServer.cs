using Tandem.Bench.Load;
using Tandem.Bench.Seeding;
using Tandem.Bench.Served;
using Tandem.Refresh;

namespace Tandem.Bench.Commands;

/// <summary>One server that is measured, its sessions, and the connections to it.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    private readonly ServedStorage storage;
    private readonly string folder;
    private readonly ServerProcess server;
    private readonly LoadDriver driver;
    private readonly SessionTokens sessions;
    private readonly RefreshTokenFormat format;

    private MeasuredServer(
        ServedStorage storage, string folder, string storageVersion, ServerProcess server, LoadDriver driver, SessionTokens sessions,
        RefreshTokenFormat format)
    {
        this.storage = storage;
        this.folder = folder;
        StorageVersion = storageVersion;
        this.server = server;
        this.driver = driver;
        this.sessions = sessions;
        this.format = format;
    }

    public string StorageVersion { get; }

    public static async Task<MeasuredServer> StartAsync(
        ServedStorage storage, string folder, int clients, int count, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync($"{storage.DisplayName()}: making {count} sessions in {folder}");
        SessionTokens sessions;
        RefreshTokenFormat format;
        string version;
        await using (var installation = await OpenedInstallation.OpenAsync(folder, cancellationToken))
        {
            sessions = storage == ServedStorage.None
                ? Seeder.Invent(installation, count)
                : await Seeder.FillAsync(installation, count, cancellationToken);
            format = installation.RefreshTokens;
            version = installation.StorageVersion;
        }

        var server = await ServerProcess.StartAsync(storage, folder, cancellationToken);
        var exchanges = Enumerable.Range(0, clients).Select(client => new RefreshExchange(server.Address, sessions, client, clients));
        return new MeasuredServer(storage, folder, version, server, LoadDriver.Connect(server.Address, exchanges), sessions, format);
    }

    /// <summary>Puts the server under load for a while.</summary>
    public Measurement Run(TimeSpan duration, string round)
    {
        var measurement = Measurement.Of(storage.DisplayName(), server, () => driver.Run(duration), Commits);
        Console.Error.WriteLine($"{round}: {measurement}");
        return measurement;
    }

    /// <summary>Stops the server and looks at what it left: every token it handed out must be genuine, and what the database says.</summary>
    public async Task<IReadOnlyList<string>> StopAndCheckAsync(CancellationToken cancellationToken)
    {
        await server.DisposeAsync();
        var forged = sessions.CountNotGenuine(format);
        var faults = new List<string>();
        if (forged > 0)
            faults.Add($"{storage.DisplayName()}: {forged} tokens are not genuine");
        if (storage != ServedStorage.None)
        {
            await using var installation = await OpenedInstallation.OpenAsync(folder, cancellationToken);
            var lost = await sessions.CountNotStoredAsync(installation, cancellationToken);
            if (lost > 0)
                faults.Add($"{storage.DisplayName()}: {lost} sessions are not stored as their clients were told");
        }

        return faults;
    }

    public async ValueTask DisposeAsync()
    {
        driver.Dispose();
        await server.DisposeAsync();
    }

    private long? Commits() => storage == ServedStorage.None ? null : WalIndex.Commits(Path.Combine(folder, "tandem.db"));
}
