using System.Text;

using Tandem.Processes.Testing;

namespace Tandem.Server.Tests;

/// <summary>A data folder of a test, and the real command line on it.</summary>
public sealed class TestInstallation : IDisposable
{
    public const string Password = "correct horse battery";

    private readonly TemporaryFolder folder = new();

    /// <summary>Where the commands run; the data folder is below it.</summary>
    public string WorkingFolder => folder.Path;

    public string Data => folder.File("data");

    public string DataFile(string name) => Path.Combine(Data, name);

    /// <summary>Variables that the commands find in their environment.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    public void Write(string name, string content) => folder.Write(name, content);

    /// <summary>Runs a command on the data folder.</summary>
    public Task<ProgramEnd> RunAsync(params string[] words) => RunWithInputAsync([], words);

    /// <summary>Runs a command that must succeed; its standard output.</summary>
    public async Task<string> SucceedAsync(params string[] words) => (await RunAsync(words)).EnsureSuccess().Output;

    public Task<ProgramEnd> RunWithInputAsync(string input, params string[] words) => RunWithInputAsync(Encoding.UTF8.GetBytes(input), words);

    public Task<ProgramEnd> RunWithInputAsync(byte[] input, params string[] words) => RunningProgram.RunAsync(Command([.. words, "--data", Data]), input);

    /// <summary>Starts a command on the data folder.</summary>
    public RunningProgram Start(params string[] words) => RunningProgram.Start(Command([.. words, "--data", Data]));

    /// <summary>Runs exactly these words.</summary>
    public Task<ProgramEnd> RunBareAsync(params string[] words) => RunningProgram.RunAsync(Command(words));

    public async Task CreateUserAsync(string email, params string[] more) =>
        (await RunWithInputAsync(Password, ["users", "create", "--email", email, "--password-stdin", .. more])).EnsureSuccess();

    /// <summary>Starts a server on a free port of this machine and waits until it says where.</summary>
    public async Task<TestServer> ServeAsync(params string[] more)
    {
        var (program, url) = await TandemCommand.ServeAsync(Command(["serve", "--urls", "http://127.0.0.1:0", "--data", Data, .. more]));
        return new TestServer(program, url);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>How the command line is started with exactly these words.</summary>
    public ProgramStart Command(params IEnumerable<string> words) => (TandemCommand.Start(WorkingFolder, words) with { Environment = Environment }).Interruptible();
}
