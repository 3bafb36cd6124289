using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>One data folder, one crowd, and servers that are killed one after the other.</summary>
internal sealed class CrashRun(int seed) : IAsyncDisposable
{
    // Some lives converge, some recover at once, some rotate at every use.
    private static readonly string[] Leeways = ["00:00:30", "00:00:00.100", "00:00:00"];

    private readonly Random random = new(seed);
    private readonly ServedFolder folder = new();
    private IReadOnlyList<SimulatedUser> users = [];

    public CrashTestState State { get; private set; } = null!;

    public List<TimeSpan> TimesToReady { get; } = [];

    /// <summary>Starts the next server; the oracle's and the audit's findings after everybody has asked it.</summary>
    public async Task<IReadOnlyList<string>> StartServerAsync()
    {
        if (State is null)
        {
            State = new(folder);
            users = await SimulatedUsers.CreateAsync(folder, State, seed);
        }

        if (State.Server is { } last)
            await last.DisposeAsync();
        State.Server = null!;
        State.History.BeginRun();
        State.Server = await folder.ServeAsync(
            $"--Tandem:RefreshToken:Leeway={Leeways[random.Next(Leeways.Length)]}",
            // So that nobody finds the queue full who could as well be killed in it.
            "--Tandem:Passwords:MaxConcurrentHashes=8");
        TimesToReady.Add(State.Server.TimeToReady);
        await Task.WhenAll(users.Select(user => user.CheckAsync()));
        return [.. Check(), .. AuditNow()];
    }

    /// <summary>Lets everybody act, and kills the server in the middle of it.</summary>
    public async Task KillServerUnderLoadAsync()
    {
        // In every other run another process has the database open when the server dies, and afterwards.
        await CloseStorageAsync();
        State.Storage = State.History.ServerRun % 2 == 0 ? await folder.OpenAsync() : null;
        State.Begin();
        var acting = Task.WhenAll(users.Select(user => user.RunAsync()));
        var enough = State.History.ReachAsync(State.History.Count + random.Next(50, 500));
        Assert.True(await Task.WhenAny(acting, enough) == enough, $"The server died by itself. Seed {seed}. {State.Server.Program}");

        await State.Server.Program.SignalAsync("KILL");
        await State.Server.Program.EndAsync();
        State.End();
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
        if (State?.Server is { } server)
            await server.DisposeAsync();
        folder.Dispose();
    }

    private async Task CloseStorageAsync()
    {
        if (State?.Storage is not { } held)
            return;
        State.Storage = null;
        await held.DisposeAsync();
    }

    private IEnumerable<string> Check() => Oracle.Check(State.History.Entries, State.History.ServerRun - 1)
        .Take(5).Select(violation => $"{violation.Rule}, seed {seed}:\n{violation.Entry}\n-- history of the account\n{State.History.Of(violation.Entry.Account)}");

    private IEnumerable<string> AuditNow()
    {
        var rows = DatabaseRows.Read(folder.Database);
        var issued = rows.Sessions.ToDictionary(session => session.Id, session => session.Issued);
        var behind = State.History.Entries.Where(entry => entry.Session is not null && entry.Generation > issued.GetValueOrDefault(DatabaseRows.Hex(entry.Session.Value)))
            .Select(entry => $"The database is behind what was answered: {entry}");
        // Nobody here copies a token, and no commit was lost.
        var alarms = rows.Events.Where(reported => reported.Kind is "refresh_token_reused" or "session_fast_forwarded" or "refresh_key_suspect")
            .Select(reported => $"A false alarm: {reported}");
        return Audit.Compare(rows).Concat(behind).Concat(alarms).Take(10).Select(finding => $"seed {seed}, run {State.History.ServerRun}: {finding}");
    }
}
