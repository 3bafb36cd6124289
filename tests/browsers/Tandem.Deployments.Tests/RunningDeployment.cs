using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using System.Text;

using Tandem.Processes.Testing;

namespace Tandem.Deployments.Tests;

/// <summary>A deployment as its users run it: the real nginx over HTTPS, and the real server behind it.</summary>
internal sealed class RunningDeployment : IAsyncDisposable
{
    public const string Email = "ada@example.com";
    public const string Password = "correct horse battery";

    private readonly TemporaryFolder folder = new();
    private readonly DeploymentSettings settings;
    private readonly int tandemPort = LoopbackPort.Free();
    private RunningProgram? server;

    private readonly LabAuthority authority;

    private RunningDeployment(DeploymentSettings settings, LabAuthority authority)
    {
        this.settings = settings;
        this.authority = authority;
        Nginx = new NginxServer(folder.Path, Port);
    }

    public NginxServer Nginx { get; }

    /// <summary>nginx listens there.</summary>
    public int Port { get; } = LoopbackPort.Free();

    public string Folder => folder.Path;

    /// <summary>The address of a host. Browsers and <see cref="CreateClient"/> find all of them on this machine.</summary>
    public string At(string host, string path = "") => string.Create(CultureInfo.InvariantCulture, $"https://{host}:{Port}{path}");

    public static async Task<RunningDeployment> StartAsync(DeploymentSettings settings, LabAuthority authority)
    {
        var deployment = new RunningDeployment(settings, authority);
        try
        {
            await deployment.PrepareAsync();
            await deployment.StartServerAsync();
            await deployment.Nginx.StartAsync();
            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    public async Task StartServerAsync()
    {
        server = RunningProgram.Start(Command(["serve", "--urls", $"http://127.0.0.1:{Text(tandemPort)}", .. settings.Configuration]));
        await server.LineAsync("Tandem serves ");
    }

    /// <summary>Replaces a text in the lines that the sites share; nginx has to be started anew.</summary>
    public void ReplaceInProxy(string old, string replacement) => Assert.True(Replace(Proxy, old, replacement), $"'{old}' is not there.");

    public string ServerLog => server!.Output + server.Error;

    public async Task StopServerAsync()
    {
        await server!.SignalAsync("TERM");
        await server.EndAsync();
    }

    /// <summary>A client without cookies that finds every name on this machine and trusts the throw-away certificates.</summary>
    public HttpClient CreateClient()
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(authority.Root);
        return new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Nginx.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
        folder.Dispose();
    }

    private async Task PrepareAsync()
    {
        // Below registered names: below others, such as .test, WebKitGTK's network library takes every host for a site of its own.
        foreach (var host in new[] { "crm.example.com", "api.example.com", "api.example.org" })
            WriteCertificate(host);
        string[] arguments = [settings.Name, folder.Path, Text(Port), Text(tandemPort), "example.com", "example.org"];
        await RunAsync(new ProgramStart(Repository.PathOf("samples", "deployments", "prepare"), arguments, folder.Path), "");
        foreach (var (old, replacement) in settings.Replace)
        {
            var replaced = Files().Select(file => Replace(file, old, replacement)).ToList();
            Assert.True(replaced.Contains(true), $"'{old}' is nowhere.");
        }

        await RunAsync(Command(["users", "create", "--email", Email, "--verified", "--password-stdin"]), Password);
    }

    private void WriteCertificate(string host)
    {
        Directory.CreateDirectory(folder.File("tls", host));
        using var key = authority.Leaf(host).GetECDsaPrivateKey()!;
        File.WriteAllText(folder.File("tls", host, "fullchain.pem"), authority.Leaf(host).ExportCertificatePem());
        File.WriteAllText(folder.File("tls", host, "privkey.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private string Proxy => folder.File("snippets", "tandem-proxy.conf");

    private string[] Files() =>
        [folder.File("site.conf"), Proxy, folder.File("appsettings.json"), folder.File("www", "app", "config.js")];

    private static bool Replace(string file, string old, string replacement)
    {
        var text = File.ReadAllText(file);
        File.WriteAllText(file, text.Replace(old, replacement, StringComparison.Ordinal));
        return text.Contains(old, StringComparison.Ordinal);
    }

    private ProgramStart Command(IEnumerable<string> words)
    {
        // The CRM's program serves a page as well.
        var program = settings.Name == "one-origin"
            ? typeof(RunningDeployment).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(known => known.Key == "Crm").Value!
            : Path.Combine(AppContext.BaseDirectory, "Tandem.Server.dll");
        return new ProgramStart("dotnet", [program, .. words, "--data", folder.File("data")], folder.Path)
        {
            Environment = new Dictionary<string, string?> { ["Crm__Web"] = folder.File("www", "app") },
        };
    }

    private static async Task RunAsync(ProgramStart start, string input) =>
        (await RunningProgram.RunAsync(start, Encoding.UTF8.GetBytes(input))).EnsureSuccess();

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
