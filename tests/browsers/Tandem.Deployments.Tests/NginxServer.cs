using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

using Tandem.Processes.Testing;

namespace Tandem.Deployments.Tests;

/// <summary>The machine's nginx on a configuration of a test, and what it logs.</summary>
internal sealed class NginxServer(string folder, int port) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private RunningProgram? nginx;
    private int looked;

    public async Task StartAsync()
    {
        // As root its workers would be another user, who cannot read this folder.
        string[] user = Environment.IsPrivilegedProcess ? ["-g", "user root;"] : [];
        nginx = RunningProgram.Start(new ProgramStart("nginx", ["-p", folder + "/", "-c", "nginx.conf", "-e", "stderr", .. user], folder));
        var waited = Stopwatch.StartNew();
        while (!await ListensAsync())
        {
            Assert.True(waited.Elapsed < Patience && !nginx.HasEnded, $"nginx does not listen. {nginx}");
            await Task.Delay(20);
        }
    }

    public async Task StopAsync()
    {
        await nginx!.SignalAsync("QUIT");
        await nginx.EndAsync();
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>The requests to Tandem's endpoints that nginx answered since the last look, without preflights.</summary>
    public async Task<List<SeenRequest>> SeenAsync(int atLeast)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            // A line is written once the answer is out: the browser may have that before.
            var seen = Logged().Skip(looked).ToList();
            if (seen.Count >= atLeast)
            {
                looked += seen.Count;
                return seen;
            }

            Assert.True(waited.Elapsed < Patience, $"nginx saw no more than: {string.Join(", ", seen)}");
            await Task.Delay(20);
        }
    }

    public ValueTask DisposeAsync() => nginx?.DisposeAsync() ?? ValueTask.CompletedTask;

    private IEnumerable<SeenRequest> Logged()
    {
        using var log = new StreamReader(new FileStream(Path.Combine(folder, "access.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = log.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(SeenRequest.Parse)
            .Where(request => request.Uri.Contains("/auth/", StringComparison.Ordinal) && request.Method != "OPTIONS");
    }

    private async Task<bool> ListensAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
