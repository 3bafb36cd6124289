using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tandem.Programs.Tests;

/// <summary>A real server with one account, over HTTP on a loopback address, or over HTTPS at <c>localhost</c>.</summary>
internal sealed class ServedTandem : IAsyncDisposable
{
    public const string Email = "ada@example.com";
    public const string Password = "correct horse battery";

    /// <summary>Settings under which every refresh token is good for one refresh: a client has to keep each new one.</summary>
    public static readonly IReadOnlyList<string> StrictRotation =
        ["--Tandem:RefreshToken:Leeway=00:00:00", "--Tandem:RefreshToken:RecoveryWindow=00:00:00"];

    private static readonly LabAuthority Authority = new();

    private readonly TemporaryFolder folder = new();
    private RunningProgram? server;

    private ServedTandem(bool overHttps)
    {
        var port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
        Url = new Uri(overHttps ? $"https://localhost:{port}" : $"http://127.0.0.1:{port}");
        Root = folder.Write("root.pem", Authority.Root.ExportCertificatePem());
    }

    /// <summary>Where it listens; its issuer as well.</summary>
    public Uri Url { get; }

    /// <summary>The file with the certificate to trust.</summary>
    public string Root { get; }

    /// <summary>Trust in that authority alone, for clients of .NET.</summary>
    public static X509ChainPolicy Trust => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { Authority.Root },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    /// <summary>The file with the certificate of <c>localhost</c>.</summary>
    public string Certificate => folder.File("localhost.pem");

    /// <summary>The file with its private key.</summary>
    public string Key => folder.File("localhost.key");

    public static async Task<ServedTandem> StartAsync(bool overHttps, params IEnumerable<string> settings)
    {
        var tandem = new ServedTandem(overHttps);
        try
        {
            await tandem.RunAsync(["users", "create", "--email", Email, "--verified", "--role", "admin", "--password-stdin"], Password);
            await tandem.ServeAsync(settings);
            return tandem;
        }
        catch
        {
            await tandem.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command on its data, such as <c>keys rotate</c>.</summary>
    public async Task<string> RunAsync(IReadOnlyList<string> words, string input = "") =>
        (await RunningProgram.RunAsync(Command([.. words, "--data", folder.File("data")]), Encoding.UTF8.GetBytes(input))).EnsureSuccess().Output;

    /// <summary>Runs a command that needs no data, such as <c>doctor</c>.</summary>
    public Task<ProgramEnd> AskAsync(IReadOnlyList<string> words, string input = "") =>
        RunningProgram.RunAsync(Command(words), Encoding.UTF8.GetBytes(input));

    /// <summary>Ends the server; its data stays.</summary>
    public async Task StopAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        server = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Dispose();
    }

    /// <summary>Starts the server at its address, again after a stop, with settings.</summary>
    public async Task ServeAsync(IEnumerable<string> settings)
    {
        var leaf = Authority.Leaf("localhost");
        using var key = leaf.GetECDsaPrivateKey()!;
        string[] certificate =
        [
            $"--Kestrel:Certificates:Default:Path={folder.Write("localhost.pem", leaf.ExportCertificatePem())}",
            $"--Kestrel:Certificates:Default:KeyPath={folder.Write("localhost.key", key.ExportPkcs8PrivateKeyPem())}",
        ];
        var url = Url.GetLeftPart(UriPartial.Authority);
        server = RunningProgram.Start(Command(["serve", "--urls", url, $"--Tandem:PublicUrl={url}", .. certificate, .. settings, "--data", folder.File("data")]));
        await server.LineAsync("Tandem serves ");
    }

    private ProgramStart Command(IEnumerable<string> words) => TandemCommand.Start(folder.Path, words);
}
