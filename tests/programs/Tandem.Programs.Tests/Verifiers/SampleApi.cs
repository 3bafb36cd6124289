using System.Globalization;
using System.Net;

namespace Tandem.Programs.Tests.Verifiers;

/// <summary>A sample of <c>samples/resource-servers</c> that runs.</summary>
internal sealed class SampleApi : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly int port = LoopbackPort.Free();
    private readonly HttpClient http = new();
    private RunningProgram? program;

    public static async Task<SampleApi> StartAsync(string sample, Issuer issuer, string audience)
    {
        var api = new SampleApi();
        try
        {
            await api.RunAsync(sample, issuer, audience);
            return api;
        }
        catch
        {
            await api.DisposeAsync();
            throw;
        }
    }

    /// <summary>What it answers: the status, the challenge and the text.</summary>
    public async Task<(HttpStatusCode Status, string Challenge, string Text)> GetAsync(string path, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}{path}"));
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Headers.WwwAuthenticate.ToString(), await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public override string ToString() => $"{program}";

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
            await program.DisposeAsync();
        http.Dispose();
        folder.Dispose();
    }

    private async Task RunAsync(string sample, Issuer issuer, string audience)
    {
        string Of(string file) => Repository.PathOf("samples", "resource-servers", sample, file);
        var start = sample switch
        {
            "node-jose" => new ProgramStart("node", [Of("server.mjs")], folder.Path),
            "python-pyjwt" => new("/usr/bin/python3", [Of("server.py")], folder.Path),
            "go" => new(await DebianGo.BuildAsync(folder, Of("main.go"), Of("keys.go")), [], folder.Path),
            _ => Apache(Of("site.conf"), issuer),
        };
        program = RunningProgram.Start(start with
        {
            Environment = new Dictionary<string, string?>(issuer.Trust)
            {
                ["ISSUER"] = issuer.Url,
                ["AUDIENCE"] = audience,
                ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
                ["FILES"] = folder.File("files"),
            },
        });
        await Eventually.IsTrueAsync(AnswersAsync, about: this);
    }

    private async Task<bool> AnswersAsync()
    {
        if (program!.HasEnded)
            throw new InvalidOperationException($"It ended. {program}");
        try
        {
            await GetAsync("/orders/mine", null);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Apache with the sample's site, and what Debian's own configuration has around one.</summary>
    private ProgramStart Apache(string site, Issuer issuer)
    {
        // Started by root, Apache serves as a user that owns none of this.
        File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Directory.CreateDirectory(folder.File("files", "orders"));
        folder.Write("files/orders/mine", "Orders");
        folder.Write("files/refunds", "All refunds");
        string[] modules = ["mpm_event", "authn_core", "authz_core", "authz_user", "auth_openidc"];
        var configuration = folder.Write("apache2.conf", $"""
            ServerRoot {folder.Path}
            ServerName localhost
            User www-data
            Group www-data
            PidFile {folder.File("apache2.pid")}
            DefaultRuntimeDir {folder.Path}
            Mutex file:{folder.Path}
            ErrorLog /dev/stderr
            {string.Join('\n', modules.Select(module => $"LoadModule {module}_module /usr/lib/apache2/modules/mod_{module}.so"))}
            OIDCCABundlePath {folder.Write("root.pem", File.ReadAllText(issuer.Root))}
            Include {site}
            """);
        return new("apache2", ["-D", "FOREGROUND", "-f", configuration], folder.Path);
    }
}
