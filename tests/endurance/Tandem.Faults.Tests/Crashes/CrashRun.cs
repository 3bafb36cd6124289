using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>One data folder, one crowd, and servers that are killed one after the other.</summary>
internal sealed class CrashRun(int seed) : IAsyncDisposable
{
    // Some lives converge, some recover at once, some rotate at every use.
    private static readonly string[] Leeways = ["00:00:30", "00:00:00.100", "00:00:00"];

    private readonly Random random = new(seed);
    private readonly ServedFolder folder = new();
    private IReadOnlyList<Actor> actors = [];

    public Scene Scene { get; private set; } = null!;

    public List<TimeSpan> TimesToReady { get; } = [];

    /// <summary>Starts the next server; the oracle's and the audit's findings after everybody has asked it.</summary>
    public async Task<IReadOnlyList<string>> RiseAsync()
    {
        if (Scene is null)
        {
            Scene = new(folder);
            actors = await Cast.CreateAsync(folder, Scene, seed);
        }

        if (Scene.Server is { } last)
            await last.DisposeAsync();
        Scene.Server = null!;
        Scene.History.BeginLife();
        Scene.Server = await folder.ServeAsync(
            $"--Tandem:RefreshToken:Leeway={Leeways[random.Next(Leeways.Length)]}",
            // So that nobody finds the queue full who could as well be killed in it.
            "--Tandem:Passwords:MaxConcurrentHashes=8");
        TimesToReady.Add(Scene.Server.TimeToReady);
        await Task.WhenAll(actors.Select(actor => actor.CheckAsync()));
        return [.. Judge(), .. AuditNow()];
    }

    /// <summary>Lets everybody act, and kills the server in the middle of it.</summary>
    public async Task FallAsync()
    {
        // In every other life another process has the database open when the server dies, and afterwards.
        await CloseStorageAsync();
        Scene.Storage = Scene.History.Life % 2 == 0 ? await folder.OpenAsync() : null;
        Scene.Begin();
        var acting = Task.WhenAll(actors.Select(actor => actor.RunAsync()));
        var enough = Scene.History.ReachAsync(Scene.History.Count + random.Next(50, 500));
        Assert.True(await Task.WhenAny(acting, enough) == enough, $"The server died by itself. Seed {seed}. {Scene.Server.Program}");

        await Scene.Server.Program.SignalAsync("KILL");
        await Scene.Server.Program.EndAsync();
        Scene.End();
        await acting;
        if (random.Next(2) == 0)
            await CloseStorageAsync();
    }

    /// <summary>Brings the database file back to what it was at the last call: what was committed since is lost.</summary>
    public async Task LoseCommitsAsync()
    {
        await CloseStorageAsync();
        // Whoever closes last moves the log into the file.
        await using (await folder.OpenAsync())
        {
        }

        if (File.Exists(folder.File("kept")))
            File.Copy(folder.File("kept"), folder.Database, overwrite: true);
        else
            File.Copy(folder.Database, folder.File("kept"));
    }

    public async ValueTask DisposeAsync()
    {
        await CloseStorageAsync();
        if (Scene?.Server is { } server)
            await server.DisposeAsync();
        folder.Dispose();
    }

    private async Task CloseStorageAsync()
    {
        if (Scene?.Storage is not { } held)
            return;
        Scene.Storage = null;
        await held.DisposeAsync();
    }

    private IEnumerable<string> Judge() => Oracle.Judge(Scene.History.Entries, Scene.History.Life - 1)
        .Take(5).Select(violation => $"{violation.Rule}, seed {seed}:\n{violation.Entry}\n-- history of the account\n{Scene.History.Of(violation.Entry.Account)}");

    private IEnumerable<string> AuditNow()
    {
        var ledger = Ledger.Read(folder.Database);
        var issued = ledger.Sessions.ToDictionary(session => session.Id, session => session.Issued);
        var behind = Scene.History.Entries.Where(entry => entry.Session is not null && entry.Generation > issued.GetValueOrDefault(Ledger.Hex(entry.Session.Value)))
            .Select(entry => $"The database is behind what was answered: {entry}");
        // Nobody here copies a token, and no commit was lost.
        var alarms = ledger.Events.Where(reported => reported.Kind is "refresh_token_reused" or "session_fast_forwarded" or "refresh_key_suspect")
            .Select(reported => $"A false alarm: {reported}");
        return Audit.Compare(ledger).Concat(behind).Concat(alarms).Take(10).Select(finding => $"seed {seed}, life {Scene.History.Life}: {finding}");
    }
}
