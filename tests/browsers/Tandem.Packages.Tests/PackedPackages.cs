using System.Text.RegularExpressions;

using Tandem.Packages.Tests;
using Tandem.Processes.Testing;

[assembly: AssemblyFixture(typeof(PackedPackages))]

namespace Tandem.Packages.Tests;

/// <summary>The packages, made from the sources by the command that the docs name.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public static readonly string[] Ids = ["Tandem.Auth", "Tandem.Auth.Argon2", "Tandem.Auth.Sqlite", "Tandem.Auth.PostgreSql", "Tandem.Auth.AspNetCore", "Tandem.Auth.Server", "Tandem.Auth.Client", "Tandem.Auth.Testing"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder folder = new();

    /// <summary>A folder that NuGet takes for a source.</summary>
    public string Feed => folder.File("feed");

    /// <summary>Where NuGet may unpack packages, once for all walks that do not look at that.</summary>
    public string Unpacked => folder.File("unpacked");

    /// <summary>The README that a package is to have.</summary>
    public static string ReadmeOf(string id) => Repository.PathOf("src", id.Replace("Tandem.Auth", "Tandem", StringComparison.Ordinal), "README.md");

    /// <summary>A package's file.</summary>
    public string FileOf(string id) =>
        Assert.Single(Directory.EnumerateFiles(Feed), file => Regex.IsMatch(Path.GetFileName(file), $@"^{Regex.Escape(id)}\.\d"));

    public async ValueTask InitializeAsync()
    {
        var script = Repository.PathOf("eng", "packages.sh");
        (await RunningProgram.RunAsync(new(script, [Feed], Repository.Root) { Environment = DotnetEnvironment.Create() }, patience: Patience)).EnsureSuccess();
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
