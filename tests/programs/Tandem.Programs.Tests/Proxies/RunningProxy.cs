using System.Net;
using System.Net.Sockets;

namespace Tandem.Programs.Tests.Proxies;

/// <summary>A proxy on its recipe.</summary>
internal sealed class RunningProxy : IAsyncDisposable
{
    /// <summary>The client's address.</summary>
    public const string ClientAddress = "127.0.1.5";

    private const string Pages = "crm.example.com";
    private const string BackEnd = "127.0.0.1:5080";

    private readonly TemporaryFolder folder = new();
    private readonly ServedTandem tandem;
    private RunningProgram? program;

    private RunningProxy(Uri url, ServedTandem tandem)
    {
        Url = url;
        this.tandem = tandem;
    }

    public Uri Url { get; }

    /// <summary>The origin, as a page of it sends it.</summary>
    public string Origin => Url.GetLeftPart(UriPartial.Authority);

    /// <summary>Starts it before a back end.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="url">Where it is to listen.</param>
    /// <param name="tandem">Whose certificate it has.</param>
    /// <param name="backEnd">Host and port.</param>
    /// <param name="change">Changes the recipe.</param>
    public static async Task<RunningProxy> StartAsync(ProxyRecipe recipe, Uri url, ServedTandem tandem, string backEnd, Func<string, string> change)
    {
        var proxy = new RunningProxy(url, tandem);
        try
        {
            await proxy.RunAsync(recipe, backEnd, change);
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client without cookies that trusts the proxy's certificate, at another address of this machine than the proxy.</summary>
    public HttpClient CreateClient() => new(CreateHandler()) { BaseAddress = Url, DefaultRequestHeaders = { { "Origin", Origin } } };

    public static SocketsHttpHandler CreateHandler() => new()
    {
        // As browsers ask for it.
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
        UseCookies = false,
        UseProxy = false,
        SslOptions = { CertificateChainPolicy = ServedTandem.Trust },
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(ClientAddress), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
            await program.DisposeAsync();
        folder.Dispose();
    }

    private async Task RunAsync(ProxyRecipe recipe, string backEnd, Func<string, string> change)
    {
        var text = await File.ReadAllTextAsync(Repository.PathOf("samples", "deployments", "proxies", recipe.File));
        Assert.Contains(BackEnd.Split(':')[1], text, StringComparison.Ordinal);
        folder.Write(recipe.File, change(text
            .Replace(BackEnd, backEnd, StringComparison.Ordinal).Replace("\"5080\"", $"\"{backEnd.Split(':')[1]}\"", StringComparison.Ordinal)
            .Replace("listen 443", $"listen 127.0.0.1:{Url.Port}", StringComparison.Ordinal).Replace(":443", $":{Url.Port}", StringComparison.Ordinal)
            .Replace(Pages, "localhost", StringComparison.Ordinal).Replace("/etc/tls/", folder.Path + "/", StringComparison.Ordinal)));
        File.Copy(tandem.Certificate, folder.File("fullchain.pem"));
        File.Copy(tandem.Key, folder.File("privkey.pem"));
        folder.Write("haproxy.pem", await File.ReadAllTextAsync(tandem.Certificate) + "\n" + await File.ReadAllTextAsync(tandem.Key));
        program = RunningProgram.Start(recipe.Prepare(new PreparedRecipe(folder, Url.Port)));
        // Not only a connection: Vite tries its port before it listens there.
        using var client = CreateClient();
        await Eventually.IsTrueAsync(async () => program.HasEnded ? throw new InvalidOperationException(program.ToString()) : await AnswersAsync(client), about: program);
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
