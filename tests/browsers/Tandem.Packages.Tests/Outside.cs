using System.Globalization;

using Tandem.Processes.Testing;

namespace Tandem.Packages.Tests;

/// <summary>
/// A folder outside the repository where shell lines of the docs run: with the packages made here as a source, a free port for the one that
/// the docs name, and tools that are gone with the test.
/// </summary>
internal sealed class Outside : IDisposable
{
    private const string DocumentedPort = "5080";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder folder = new();
    private readonly string port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);

    public Outside(string feed, string? packagesFolder = null)
    {
        PackagesFolder = packagesFolder ?? folder.File("packages");
        // Beside whatever sources this machine has. A folder of its own for packages: the machine's may hold older ones of this version.
        folder.Write("nuget.config",
            $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{PackagesFolder}" />
              </config>
              <packageSources>
                <add key="tandem-local" value="{feed}" />
              </packageSources>
            </configuration>
            """);
    }

    public string Path => folder.Path;

    /// <summary>Where NuGet puts the packages.</summary>
    public string PackagesFolder { get; }

    /// <summary>Where the application listens that the docs start.</summary>
    public Uri Url => new($"http://127.0.0.1:{port}");

    /// <summary>Runs a script to its end, and hands back what it wrote.</summary>
    public async Task<string> RunAsync(string where, string script) =>
        (await RunningProgram.RunAsync(Sh(where, $"set -ex\n{Adapt(script)}"), patience: Patience)).EnsureSuccess().Output;

    /// <summary>Starts an application, and waits until it listens.</summary>
    public async Task<RunningProgram> StartAsync(string where, string command)
    {
        var application = RunningProgram.Start(Sh(where, $"exec {Adapt(command)}"));
        await application.LineAsync($"Now listening on: {Url.GetLeftPart(UriPartial.Authority)}");
        return application;
    }

    public void Dispose() => folder.Dispose();

    private string Adapt(string script) => script
        .Replace($":{DocumentedPort}", $":{port}", StringComparison.Ordinal)
        .Replace("dotnet tool install --global ", $"dotnet tool install --tool-path {folder.File("tools")} ", StringComparison.Ordinal);

    private ProgramStart Sh(string where, string script)
    {
        var environment = DotnetEnvironment.Create();
        environment["PATH"] = $"{folder.File("tools")}{System.IO.Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        environment["NUGET_PACKAGES"] = null;
        return new("sh", ["-c", script], where) { Environment = environment };
    }
}
