using System.Text;

using Tandem.Processes.Testing;

namespace Tandem.Browser.Tests;

/// <summary>The CRM sample, or another, as its users run it: a process on a free loopback port, with accounts made by its command line.</summary>
internal sealed class CrmServer(string program) : IAsyncDisposable
{
    public const string Password = "a long enough passphrase";

    private readonly TemporaryFolder folder = new();
    private RunningProgram? server;

    public string Url { get; private set; } = "";

    public string Log => server!.Output + server.Error;

    public static Task<CrmServer> StartAsync(params string[] configuration) => StartAsync(BuildPaths.Crm, configuration);

    public static async Task<CrmServer> StartAsync(string program, IReadOnlyList<string> configuration)
    {
        var crm = new CrmServer(program);
        await crm.RunAsync("users", "create", "--email", "user@crm.example", "--role", "user", "--name", "Uma User", "--verified", "--password-stdin");
        await crm.RunAsync("users", "create", "--email", "admin@crm.example", "--role", "admin", "--name", "Ada Admin", "--verified", "--password-stdin");
        (crm.server, var url) = await TandemCommand.ServeAsync(crm.Command(["serve", "--urls", "http://127.0.0.1:0", "--log-format", "json", .. configuration]));
        crm.Url = url.GetLeftPart(UriPartial.Authority);
        return crm;
    }

    /// <summary>Runs a command of the sample on the same data; the password is on its standard input.</summary>
    public async Task RunAsync(params string[] words) => (await RunningProgram.RunAsync(Command(words), Encoding.UTF8.GetBytes(Password))).EnsureSuccess();

    /// <summary>Presents a refresh cookie as somebody would who has a copy of it.</summary>
    public async Task<HttpResponseMessage> RefreshAsync(string cookie)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, Url + "/api/auth/refresh");
        request.Headers.Add("Cookie", $"refreshToken={cookie}");
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        folder.Dispose();
    }

    private ProgramStart Command(string[] words) => new("dotnet", [program, .. words, "--data", folder.File("data")], folder.Path);
}
