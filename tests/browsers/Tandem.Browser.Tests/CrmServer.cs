using System.Diagnostics;

using Tandem.Processes.Testing;

namespace Tandem.Browser.Tests;

/// <summary>The CRM sample, or another, as its users run it: a process on a free loopback port, with accounts made by its command line.</summary>
internal sealed class CrmServer(string program) : IAsyncDisposable
{
    public const string Password = "a long enough passphrase";

    private readonly string data = Directory.CreateTempSubdirectory("tandem-crm-").FullName;
    private readonly List<string> log = [];
    private Process? process;

    public string Url { get; } = $"http://127.0.0.1:{LoopbackPort.Free()}";

    public static Task<CrmServer> StartAsync(params string[] configuration) => StartAsync(BuildPaths.Crm, configuration);

    public static async Task<CrmServer> StartAsync(string program, IReadOnlyList<string> configuration)
    {
        var server = new CrmServer(program);
        await server.RunAsync("users", "create", "--email", "user@crm.example", "--role", "user", "--name", "Uma User", "--verified", "--password-stdin");
        await server.RunAsync("users", "create", "--email", "admin@crm.example", "--role", "admin", "--name", "Ada Admin", "--verified", "--password-stdin");
        server.process = server.Start(["serve", "--urls", server.Url, "--log-format", "json", .. configuration]);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Runs a command of the sample on the same data; the password is on its standard input.</summary>
    public async Task RunAsync(params string[] arguments)
    {
        using var command = Start(arguments);
        await command.StandardInput.WriteAsync(Password);
        command.StandardInput.Close();
        await command.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(command.ExitCode == 0, $"{string.Join(' ', arguments)}: {Log}");
    }

    /// <summary>Presents a refresh cookie as somebody would who has a copy of it.</summary>
    public async Task<HttpResponseMessage> RefreshAsync(string cookie)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, Url + "/api/auth/refresh");
        request.Headers.Add("Cookie", $"refreshToken={cookie}");
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public string Log
    {
        get
        {
            lock (log)
                return string.Join(Environment.NewLine, log);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments, "--data", data])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = data,
        };
        var started = Process.Start(start)!;
        started.OutputDataReceived += Note;
        started.ErrorDataReceived += Note;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private async Task ReadyAsync()
    {
        using var http = new HttpClient();
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(60) && !process!.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Url + "/readyz"));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        Assert.Fail($"The sample did not start: {Log}");
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (log)
            log.Add(line.Data ?? "");
    }
}
