using System.Text;

using Tandem.Processes.Testing;

namespace Tandem.Client.Tests.Samples;

/// <summary>The CRM of the samples, as <c>./run</c> starts it, on a free port, with one account.</summary>
public sealed class CrmProcess : IAsyncLifetime
{
    public const string Email = "user@crm.example";
    public const string Password = "a long enough passphrase";

    private static readonly string[] Deliveries = ["--Tandem:RefreshToken:Delivery:0=cookie", "--Tandem:RefreshToken:Delivery:1=body"];

    private readonly TemporaryFolder folder = new();
    private RunningProgram? program;

    public string Url { get; } = $"http://127.0.0.1:{LoopbackPort.Free()}";

    /// <summary>A program of the repository as it was built with these tests.</summary>
    public static ProgramStart Sample(string folder, string project, params IEnumerable<string> arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return new("dotnet", [Repository.PathOf("samples", folder, "bin", configuration, "net10.0", $"{project}.dll"), .. arguments], Repository.Root);
    }

    public async ValueTask InitializeAsync()
    {
        var create = Crm("users", "create", "--email", Email, "--role", "user", "--name", "Uma User", "--verified", "--password-stdin");
        var created = await RunningProgram.RunAsync(create, Encoding.UTF8.GetBytes(Password));
        Assert.True(created.ExitCode == 0, created.ToString());
        await StartAsync();
    }

    public async Task StartAsync()
    {
        program = RunningProgram.Start(Crm(["serve", "--urls", Url, .. Deliveries]));
        await program.LineAsync("Tandem serves ");
    }

    public async Task StopAsync()
    {
        await program!.DisposeAsync();
        program = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
            await program.DisposeAsync();
        folder.Dispose();
    }

    private ProgramStart Crm(params IEnumerable<string> arguments) => Sample("crm/api", "Crm", [.. arguments, "--data", folder.File("data")]);
}
