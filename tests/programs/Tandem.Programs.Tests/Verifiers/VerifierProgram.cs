using System.Text.Json;

namespace Tandem.Programs.Tests.Verifiers;

/// <summary>A script that verifies tokens with one library or several, at a time of day that the test says.</summary>
internal sealed class VerifierProgram : IAsyncDisposable
{
    /// <summary>The languages that the scripts are written in.</summary>
    public static readonly IReadOnlyList<string> All = ["node", "python3", "ruby", "go"];

    private readonly RunningProgram program;

    private VerifierProgram(RunningProgram program) => this.program = program;

    /// <summary>The versions, as the page of verifiers writes them, by verifier.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; private set; } = new Dictionary<string, string>();

    public static async Task<VerifierProgram> StartAsync(string kind, Issuer issuer, TemporaryFolder folder, string? audience = null)
    {
        string Script(string name) => Repository.PathOf("tests", "programs", "Tandem.Programs.Tests", "Verifiers", "Scripts", name);
        string[] who = [issuer.Url, audience ?? issuer.Url];
        var start = kind switch
        {
            "node" => new ProgramStart("node", [Repository.PathOf("tests", "programs", "javascript", "verifiers", "verifiers.mjs"), .. who], folder.Path),
            "python3" => new("/usr/bin/python3", [Script("pyjwt.py"), .. who], folder.Path),
            "ruby" => new("ruby", [Script("ruby-jwt.rb"), .. who], folder.Path),
            _ => new(await DebianGo.BuildAsync(folder, Script("golang-jwt.go")), [.. who, await DebianGo.VersionAsync("golang-github-golang-jwt-jwt-dev")], folder.Path),
        };
        var program = new VerifierProgram(RunningProgram.Start(start with { Environment = issuer.Trust }));
        try
        {
            program.Versions = await program.ReadAsync("versions ");
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>What each verifier did with a token: the roles in it, or <c>refused: </c> and why.</summary>
    /// <param name="setting"><c>default</c> or <c>strict</c>.</param>
    /// <param name="token">The token.</param>
    /// <param name="at">The time of day at which the script's clock stands still.</param>
    public async Task<IReadOnlyDictionary<string, string>> SeeAsync(string setting, string token, DateTimeOffset at)
    {
        await program.TypeAsync(JsonSerializer.Serialize(new { setting, at = at.ToUnixTimeMilliseconds(), token }) + "\n");
        return await ReadAsync("seen ");
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();

    private async Task<IReadOnlyDictionary<string, string>> ReadAsync(string kind) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>((await program.LineAsync(kind))[kind.Length..])!;
}
