using Tandem.Processes.Testing;

namespace Tandem.Deployments.Tests;

/// <summary>The machine's nginx on a configuration of a test, and what it logs.</summary>
internal sealed class NginxServer(string folder, int port) : IAsyncDisposable
{
    private RunningProgram? nginx;
    private int looked;

    public async Task StartAsync()
    {
        // As root its workers would be another user, who cannot read this folder.
        string[] user = Environment.IsPrivilegedProcess ? ["-g", "user root;"] : [];
        nginx = RunningProgram.Start(new ProgramStart("nginx", ["-p", folder + "/", "-c", "nginx.conf", "-e", "stderr", .. user], folder));
        await Eventually.IsTrueAsync(() => LoopbackPort.ListensAsync(port), about: nginx);
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

    /// <summary>The requests to Tandem's endpoints that nginx answered since the last look, without preflights, in the order in which they came.</summary>
    public async Task<List<LoggedRequest>> SeenAsync(int atLeast)
    {
        // A line is written once the response is out: the browser may have that before.
        List<LoggedRequest> seen = [];
        await Eventually.IsTrueAsync(() => (seen = [.. Logged().Skip(looked).OrderBy(request => request.CameAt)]).Count >= atLeast, about: nginx);
        looked += seen.Count;
        return seen;
    }

    public ValueTask DisposeAsync() => nginx?.DisposeAsync() ?? ValueTask.CompletedTask;

    private IEnumerable<LoggedRequest> Logged()
    {
        using var log = new StreamReader(new FileStream(Path.Combine(folder, "access.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = log.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(LoggedRequest.Parse)
            .Where(request => request.Uri.Contains("/auth/", StringComparison.Ordinal) && request.Method != "OPTIONS");
    }
}
