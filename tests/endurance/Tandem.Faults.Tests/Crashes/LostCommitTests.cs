using System.Collections.Concurrent;

using Tandem.Faults.Tests.Served;
using Tandem.Processes.Testing;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>
/// The database is put back under clients that go on refreshing, as by a failover to a replica that lags: each loss is one event, and
/// nobody is signed out (I1).
/// </summary>
public sealed class LostCommitTests(ITestOutputHelper output) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ServedFolder folder = new();
    private readonly List<ServedProcess> servers = [];
    private readonly ConcurrentQueue<string> refusals = new();
    private volatile ServedProcess? server;
    private volatile bool stopping;
    private int refreshes;

    public async ValueTask DisposeAsync()
    {
        stopping = true;
        foreach (var served in servers)
            await served.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_database_that_is_put_back_by_some_commits_signs_nobody_out_and_is_one_event_each_time()
    {
        await folder.CreateAccountsAsync(["ada"]);
        var clients = new List<TokenClient>();
        foreach (var delivery in (string[])["cookie", "body", "cookie", "body"])
            clients.Add(new("ada@example.com", delivery));
        await StartServerAsync();
        foreach (var client in clients)
            await client.SignInAsync(server!);
        var acting = Task.WhenAll(clients.Select(ActAsync));

        for (var loss = 1; loss <= 2; loss++)
        {
            var copy = folder.File($"copy-{loss}.db");
            await folder.BackUpAsync(copy);
            // The first takes back three rotations of each session at least, the second one.
            await EachRotatesAsync(clients, loss == 1 ? 3 : 1);
            await server!.Program.SignalAsync("KILL");
            await server.Program.EndAsync();
            folder.PutBack(copy);
            await StartServerAsync();
            await EachRotatesAsync(clients, 1);
            Assert.All(clients, client => Assert.Equal(loss, Events(client, "session_fast_forwarded")));
        }

        stopping = true;
        await acting;
        output.WriteLine($"{refreshes} refreshes of {clients.Count} clients, {refusals.Count} refused.");
        Assert.Empty(refusals);
        Assert.All(clients, client => Assert.Equal(2, Events(client, "session_fast_forwarded")));
        Assert.All(clients, client => Assert.Equal(0, Events(client, "refresh_token_reused")));
        Assert.All(DatabaseRows.Read(folder.Database).Sessions, session => Assert.Null(session.RevokedAt));
    }

    private async Task ActAsync(TokenClient client)
    {
        while (!stopping)
        {
            var response = await client.RefreshAsync(server!);
            Interlocked.Increment(ref refreshes);
            if (response.Status is not (0 or System.Net.HttpStatusCode.OK))
                refusals.Enqueue($"{client.Session}: {response}");
            await Task.Delay(Pause);
        }
    }

    private static async Task EachRotatesAsync(IReadOnlyList<TokenClient> clients, int times)
    {
        var wanted = clients.Select(client => client.Rotations + times).ToList();
        await Eventually.IsTrueAsync(() => clients.Zip(wanted).All(pair => pair.First.Rotations >= pair.Second));
    }

    private async Task StartServerAsync()
    {
        var started = await folder.ServeAsync(
            "--Tandem:RefreshToken:Leeway=00:00:01", "--Tandem:RefreshToken:Delivery:0=cookie", "--Tandem:RefreshToken:Delivery:1=body");
        servers.Add(started);
        server = started;
    }

    private int Events(TokenClient client, string kind) => DatabaseRows.Read(folder.Database).Events
        .Count(reported => reported.Kind == kind && reported.Session == DatabaseRows.Hex(client.Session));
}
