using System.Globalization;

using Tandem.Processes.Testing;

namespace Tandem.Soak.Contenders;

/// <summary>The back end of tutorials: each refresh token is good for one use, a second use revokes the session.</summary>
internal sealed class StrictServer : IAuthServer
{
    private readonly RunningProgram program;

    private StrictServer(RunningProgram program, string url)
    {
        this.program = program;
        Url = url;
    }

    public string Url { get; }

    public static async Task<IAuthServer> StartAsync(SoakPlan plan, string publicUrl)
    {
        var port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
        var life = plan.TokenLife.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var script = Repository.PathOf("bench", "soak", "strict-server.mjs");
        var program = RunningProgram.Start(new("node", [script, port, life, .. SampleAccounts.Emails(plan)], Repository.Root));
        await program.LineAsync("listening");
        return new StrictServer(program, $"http://127.0.0.1:{port}");
    }

    public Task<int> ReuseAlarmsAsync() => Task.FromResult(program.Output.Split('\n').Count(line => line.StartsWith("reuse ", StringComparison.Ordinal)));

    public ValueTask DisposeAsync() => program.DisposeAsync();
}
