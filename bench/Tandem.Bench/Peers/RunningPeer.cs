using System.Text;

using Tandem.Bench.Load;
using Tandem.Bench.Seeding;
using Tandem.Bench.Served;

namespace Tandem.Bench.Peers;

/// <summary>A peer that serves, and the credentials of its sessions.</summary>
internal sealed class RunningPeer : IAsyncDisposable
{
    private readonly ServerProcess server;
    private readonly string database;
    private readonly byte[][] renewals, accesses;

    private RunningPeer(Peer peer, ServerProcess server, string database, byte[][] renewals, byte[][] accesses)
    {
        Peer = peer;
        this.server = server;
        this.database = database;
        this.renewals = renewals;
        this.accesses = accesses;
    }

    public Peer Peer { get; }

    /// <summary>Starts it over as many sessions, each of an account of its own.</summary>
    public static Task<RunningPeer> StartAsync(Peer peer, string folder, int sessions, CancellationToken cancellationToken) =>
        peer.Name == Peer.Tandem ? StartTandemAsync(peer, folder, sessions, cancellationToken) : StartProgramAsync(peer, folder, sessions, cancellationToken);

    public LoadDriver Connect(PeerOperation operation, int clients)
    {
        var step = operation.Clients(clients);
        var shape = Peer.Requests[operation];
        return LoadDriver.Connect(server.Address, Enumerable.Range(0, step).Select(client => operation switch
        {
            PeerOperation.Refresh => new CredentialExchange(server.Address, shape, renewals, client, step),
            PeerOperation.SignIn => new CredentialExchange(
                server.Address, shape, [.. Enumerable.Range(0, renewals.Length).Select(number => Encoding.ASCII.GetBytes(Sample.Email(number)))], client, step),
            // A page sends the same token until it is renewed.
            _ => new CredentialExchange(server.Address, shape, [accesses[client]], 0, 1),
        }));
    }

    public Measurement Run(LoadDriver driver, TimeSpan duration) =>
        Measurement.Of(Peer.Title, server, () => driver.Run(duration), () => WalIndex.Commits(database));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task<RunningPeer> StartTandemAsync(Peer peer, string folder, int sessions, CancellationToken cancellationToken)
    {
        SessionTokens refreshTokens;
        ServerTokens accessTokens;
        IReadOnlyList<Accounts.Account> accounts;
        await using (var installation = await OpenedInstallation.OpenAsync(folder, cancellationToken))
        {
            refreshTokens = await Seeder.FillAsync(installation, sessions, cancellationToken, Peer.Password);
            accessTokens = ServerTokens.Of(installation);
            accounts = await ServerTokens.AccountsAsync(installation, sessions, cancellationToken);
        }

        var server = await ServerProcess.StartAsync(ServedStorage.Sqlite, folder, cancellationToken);
        return new(
            peer, server, Path.Combine(folder, "tandem.db"), [.. Enumerable.Range(0, sessions).Select(number => (byte[])[.. Encoding.ASCII.GetBytes(refreshTokens.CookieName + "="), .. refreshTokens[number]])],
            [.. accounts.Select(account => Encoding.ASCII.GetBytes(accessTokens.Issue(server.Address, account)))]);
    }

    private static async Task<RunningPeer> StartProgramAsync(Peer peer, string folder, int sessions, CancellationToken cancellationToken)
    {
        var server = await ServerProcess.StartAsync(PeerPrograms.Start(peer, folder, sessions), cancellationToken);
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "credentials"), cancellationToken);
        var pairs = lines.Select(line => line.Split('\t')).ToList();
        return new(
            peer, server, Path.Combine(folder, "peer.db"), [.. pairs.Select(pair => Encoding.ASCII.GetBytes(pair[0]))],
            [.. pairs.Select(pair => Encoding.ASCII.GetBytes(pair[^1]))]);
    }
}
