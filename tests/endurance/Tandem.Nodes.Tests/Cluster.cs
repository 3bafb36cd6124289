using System.Globalization;

namespace Tandem.Nodes.Tests;

/// <summary>Real servers that share a real PostgreSQL database and a master key.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly TemporaryFolder folder = new();
    private readonly string publicUrl = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.Free()}");
    private readonly List<Node> nodes = [];

    private Cluster(PostgreSqlServer database) => Database = database;

    public PostgreSqlServer Database { get; }

    /// <summary>The nodes that run, in the order of their starts.</summary>
    public IReadOnlyList<Node> Nodes => nodes;

    /// <summary>Starts a database, makes the accounts, and starts nodes.</summary>
    public static async Task<Cluster> StartAsync(int nodes, params string[] accounts)
    {
        var cluster = new Cluster(await PostgreSqlServer.StartAsync());
        try
        {
            await cluster.RunAsync(["migrate", "--new"]);
            foreach (var account in accounts)
                await cluster.RunAsync(["users", "create", "--email", account, "--verified", "--role", "user", "--password-stdin"], Password);
            for (var number = 0; number < nodes; number++)
                await cluster.StartNodeAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more node.</summary>
    public async Task<Node> StartNodeAsync()
    {
        var (program, url) = await TandemCommand.ServeAsync(Command(["serve", "--urls", "http://127.0.0.1:0"]));
        var node = new Node(program, url);
        nodes.Add(node);
        return node;
    }

    /// <summary>Ends a node as a crash does.</summary>
    public async Task KillAsync(Node node)
    {
        nodes.Remove(node);
        await node.KillAsync();
    }

    /// <summary>Runs a command beside the nodes; it has to succeed.</summary>
    public async Task<string> RunAsync(string[] words, string input = "")
    {
        var end = await TryAsync(words, input);
        return end.ExitCode == 0 ? end.Output : throw new InvalidOperationException(end.ToString());
    }

    /// <summary>Runs a command beside the nodes.</summary>
    public Task<ProgramEnd> TryAsync(string[] words, string input = "", string key = "master.key") =>
        RunningProgram.RunAsync(Command(words, key), System.Text.Encoding.UTF8.GetBytes(input));

    /// <summary>Makes another master key.</summary>
    public void MakeKey(string name) => folder.Write(name, Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray()));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
            await node.DisposeAsync();
        await Database.DisposeAsync();
        folder.Dispose();
    }

    private ProgramStart Command(string[] words, string key = "master.key") => TandemCommand.Start(folder.Path, words) with
    {
        Environment = new Dictionary<string, string?>
        {
            ["Tandem__Storage__Provider"] = "postgresql",
            ["Tandem__Storage__ConnectionString"] = Database.ConnectionString,
            ["Tandem__MasterKeyFile"] = folder.File(key),
            ["Tandem__PublicUrl"] = publicUrl,
            ["Tandem__RefreshToken__Delivery__0"] = "body",
            ["Tandem__DrainDelay"] = "00:00:00",
        },
    };
}
