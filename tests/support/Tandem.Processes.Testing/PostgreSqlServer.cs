using System.Globalization;

namespace Tandem.Processes.Testing;

/// <summary>A real PostgreSQL server of its own on a loopback port, with its files in a temporary folder.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    /// <summary>The owner of everything in it.</summary>
    public const string User = "tandem";

    /// <summary>The password of that role.</summary>
    public const string Password = "correct horse battery";

    private const string Database = "tandem";

    // Debian keeps the server's programs out of the path, by version.
    private static readonly string Programs = FindPrograms();

    private readonly string folder;
    private readonly string[] settings;
    private RunningProgram? server;

    private PostgreSqlServer(string folder, string[] settings)
    {
        this.folder = folder;
        this.settings = settings;
    }

    public int Port { get; } = LoopbackPort.Free();

    /// <summary>Where it is, for Npgsql.</summary>
    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database={Database};Username={User};Password={Password}");

    private string Data => Path.Combine(folder, "data");

    /// <summary>Makes one and starts it.</summary>
    /// <param name="settings">Of its configuration, such as <c>fsync=off</c>.</param>
    public static async Task<PostgreSqlServer> StartAsync(params string[] settings)
    {
        var made = new PostgreSqlServer(Directory.CreateTempSubdirectory("tandem-postgresql-").FullName, settings);
        try
        {
            await made.MakeAsync();
            await made.StartAgainAsync();
            await RunAsync("createdb", ["-h", "127.0.0.1", "-p", made.PortText, "-U", User, Database]);
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it after it was stopped or killed.</summary>
    public async Task StartAgainAsync()
    {
        server = RunningProgram.Start(Own("postgres", [
            "-D", Data, "-p", PortText, "-k", "", "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300", .. settings.SelectMany(setting => (string[])["-c", setting])]));
        await Eventually.IsTrueAsync(
            async () => server.HasEnded ? throw new InvalidOperationException(server.ToString())
                : (await RunningProgram.RunAsync(Own("pg_isready", ["-h", "127.0.0.1", "-p", PortText, "-U", User, "-d", "postgres"]))).ExitCode == 0,
            about: server);
    }

    /// <summary>Stops it in order, connections included.</summary>
    public Task StopAsync() => EndAsync("INT");

    /// <summary>Stops it as a loss of power does.</summary>
    public Task KillAsync() => EndAsync("QUIT");

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string PortText => Port.ToString(CultureInfo.InvariantCulture);

    private static string FindPrograms()
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return versions.Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .MaxBy(bin => double.Parse(Path.GetFileName(Path.GetDirectoryName(bin)!), CultureInfo.InvariantCulture))
            ?? throw new InvalidOperationException("PostgreSQL is not installed: ./test installs it.");
    }

    private async Task MakeAsync()
    {
        var password = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(password, Password);
        Directory.CreateDirectory(Data);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", ["-R", "postgres:", folder], asOwner: false);
        await RunAsync("initdb", ["-D", Data, "-U", User, "--auth=scram-sha-256", $"--pwfile={password}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
    }

    private static async Task RunAsync(string program, string[] words, bool asOwner = true)
    {
        var end = await RunningProgram.RunAsync(asOwner ? Own(program, words) : new ProgramStart(program, words, "/"));
        if (end.ExitCode != 0)
            throw new InvalidOperationException(end.ToString());
    }

    private async Task EndAsync(string signal)
    {
        await server!.SignalAsync(signal);
        await server.EndAsync();
        await server.DisposeAsync();
        server = null;
    }

    // PostgreSQL refuses to run as root. setpriv becomes the program, so that its process id is the server's.
    private static ProgramStart Own(string program, string[] words)
    {
        var path = Path.Combine(Programs, program);
        var environment = new Dictionary<string, string?> { ["PGPASSWORD"] = Password, ["LC_ALL"] = "C.UTF-8" };
        return Environment.IsPrivilegedProcess
            ? new ProgramStart("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. words], "/") { Environment = environment }
            : new ProgramStart(path, words, "/") { Environment = environment };
    }
}
