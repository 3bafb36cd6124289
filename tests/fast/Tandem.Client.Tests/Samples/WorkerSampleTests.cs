using Tandem.Processes.Testing;

namespace Tandem.Client.Tests.Samples;

public sealed class WorkerSampleTests(CrmProcess crm) : IClassFixture<CrmProcess>, IDisposable
{
    private const string Working = "orders, in generation ";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_signs_in_once_and_survives_its_own_restarts_and_the_servers()
    {
        var nobody = await RunningProgram.RunAsync(Start(), []);
        Assert.Contains("Nobody is signed in (Anonymous).", nobody.ToString(), StringComparison.Ordinal);
        await SignInAsync();

        await using (var first = RunningProgram.Start(Start()))
        {
            await first.LineAsync(Working);
            await first.SignalAsync("KILL");
        }

        await using var second = RunningProgram.Start(Start());
        await second.LineAsync(Working);
        await crm.StopAsync();
        await second.LineAsync("Not now: ");
        await crm.StartAsync();
        await second.LineAsync(Working);
    }

    // Its input is a file's: it goes on after the last line of it, and is ended as an operator ends it.
    private async Task SignInAsync()
    {
        var password = folder.Write("password.txt", CrmProcess.Password + "\n");
        var start = Start("--Crm:Email", CrmProcess.Email);
        var shell = start with { FileName = "sh", Arguments = ["-c", "exec dotnet \"$@\" < \"$0\"", password, .. start.Arguments] };
        await using var worker = RunningProgram.Start(shell);
        await worker.LineAsync($"Signed in as {CrmProcess.Email}: Authenticated.");
        await worker.LineAsync(Working);
        await worker.SignalAsync("TERM");
        Assert.Equal(0, (await worker.EndAsync()).ExitCode);
    }

    private ProgramStart Start(params string[] more) => CrmProcess.Sample(
        "clients/worker", "CrmWorker", ["--Crm:Url", crm.Url, "--Crm:Session", folder.File("session.json"), "--Crm:Interval", "00:00:00.2", .. more]);
}
