using System.Text;

using Tandem.Processes.Testing;

namespace Tandem.Client.Tests.Samples;

public sealed class ConsoleSampleTests(CrmProcess crm) : IClassFixture<CrmProcess>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_keeps_its_session_from_run_to_run_until_somebody_signs_out()
    {
        Assert.Equal((1, "Nobody is signed in."), Said(await RunAsync("orders")));
        Assert.Equal((0, "Signed in as Uma User."), Said(await RunAsync("sign-in", CrmProcess.Email)));
        Assert.Equal(0, (await RunAsync("orders")).ExitCode);
        Assert.StartsWith(CrmProcess.Email, (await RunAsync("who")).Output, StringComparison.Ordinal);
        Assert.Equal((0, "Signed out."), Said(await RunAsync("sign-out")));
        Assert.Equal((1, "Nobody is signed in. sign_out"), Said(await RunAsync("orders")));
    }

    [Fact]
    public async Task It_signs_out_without_the_server_and_tells_it_the_next_time()
    {
        Assert.Equal(0, (await RunAsync("sign-in", CrmProcess.Email)).ExitCode);
        await crm.StopAsync();
        Assert.StartsWith(CrmProcess.Email, (await RunAsync("who")).Output, StringComparison.Ordinal);
        Assert.Equal((0, "Signed out here. The server is told the next time this program runs."), Said(await RunAsync("sign-out")));

        await crm.StartAsync();
        Assert.Equal((1, "Nobody is signed in. sign_out"), Said(await RunAsync("orders")));
        Assert.DoesNotContain("refreshToken", await File.ReadAllTextAsync(folder.File("session.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_and_a_wrong_command_are_told()
    {
        Assert.StartsWith("invalid_credentials", (await RunAsync("wrong", ["sign-in", CrmProcess.Email])).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("sign-up")).ExitCode);
    }

    private static (int, string) Said(ProgramEnd end) => (end.ExitCode, (end.Output + end.Error).Trim());

    private Task<ProgramEnd> RunAsync(params string[] arguments) => RunAsync(CrmProcess.Password, arguments);

    private Task<ProgramEnd> RunAsync(string password, string[] arguments)
    {
        var start = CrmProcess.Sample("clients/console", "CrmConsole", arguments) with
        {
            Environment = new Dictionary<string, string?> { ["CRM_URL"] = crm.Url, ["CRM_SESSION"] = folder.File("session.json") },
        };
        return RunningProgram.RunAsync(start, Encoding.UTF8.GetBytes(password + "\n"));
    }
}
