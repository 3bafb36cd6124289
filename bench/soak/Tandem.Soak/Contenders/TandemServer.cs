using System.Reflection;
using System.Text;

using Tandem.Processes.Testing;

namespace Tandem.Soak.Contenders;

/// <summary>The sample CRM, which has Tandem inside.</summary>
internal sealed class TandemServer : IAuthServer
{
    private readonly TemporaryFolder data = new();
    private RunningProgram? program;

    private TandemServer()
    {
    }

    public string Url { get; } = $"http://127.0.0.1:{LoopbackPort.Free()}";

    /// <param name="plan">Life of tokens and the people.</param>
    /// <param name="publicUrl">Where browsers think it is.</param>
    public static async Task<IAuthServer> StartAsync(SoakPlan plan, string publicUrl)
    {
        var server = new TandemServer();
        foreach (var email in SampleAccounts.Emails(plan))
            await server.CommandAsync(["users", "create", "--email", email, "--verified", "--password-stdin"], SampleAccounts.Password);
        server.program = RunningProgram.Start(server.Crm(
            ["serve", "--urls", server.Url, $"--Tandem:PublicUrl={publicUrl}", $"--Tandem:AccessToken:Lifetime={plan.TokenLife:c}", $"--Tandem:RefreshToken:Leeway={plan.Leeway:c}"]));
        await server.program.LineAsync("Tandem serves");
        return server;
    }

    public async Task<int> ReuseAlarmsAsync()
    {
        var log = await CommandAsync(["events", "export", "--kind", "refresh_token_reused"]);
        return log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
            await program.DisposeAsync();
        data.Dispose();
    }

    private async Task<string> CommandAsync(IReadOnlyList<string> arguments, string input = "")
    {
        var end = await RunningProgram.RunAsync(Crm(arguments), Encoding.UTF8.GetBytes(input));
        return end.ExitCode == 0 ? end.Output : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {end}");
    }

    private ProgramStart Crm(IReadOnlyList<string> arguments) => new("dotnet", [Program, .. arguments, "--data", data.Path], data.Path);

    private static string Program => Path.GetFullPath(
        typeof(TandemServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Crm").Value!);
}
