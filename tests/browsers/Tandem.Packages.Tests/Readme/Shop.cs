using System.Globalization;

using Tandem.Processes.Testing;

namespace Tandem.Packages.Tests.Readme;

/// <summary>The application that the README tells how to make, made and running.</summary>
public sealed class Shop(PackedPackages packages) : IAsyncLifetime
{
    private const string ReadmePort = "5080";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder folder = new();
    private readonly string port = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture);
    private RunningProgram? application;

    public Uri Url => new($"http://127.0.0.1:{port}");

    /// <summary>What the README's last commands wrote.</summary>
    public string Used { get; private set; } = "";

    /// <summary>Where NuGet put the packages.</summary>
    public string PackagesFolder => folder.File("packages");

    public async ValueTask InitializeAsync()
    {
        // Beside whatever sources this machine has. A folder of its own for packages: the machine's may hold older ones of this version.
        folder.Write("nuget.config",
            $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{PackagesFolder}" />
              </config>
              <packageSources>
                <add key="tandem-local" value="{packages.Feed}" />
              </packageSources>
            </configuration>
            """);

        var readme = ReadmeScripts.Of(ReadmeBlock.All());
        var before = await ShellAsync(folder.Path, readme.Before + "\npwd");
        var made = before.TrimEnd().Split('\n')[^1];
        application = RunningProgram.Start(Sh(made, $"exec {Adapt(readme.Run)}"));
        await application.LineAsync($"Now listening on: {Url.GetLeftPart(UriPartial.Authority)}");
        Used = await ShellAsync(made, readme.After);
    }

    public async ValueTask DisposeAsync()
    {
        if (application is not null)
            await application.DisposeAsync();
        folder.Dispose();
    }

    private async Task<string> ShellAsync(string where, string script) =>
        (await RunningProgram.RunAsync(Sh(where, $"set -ex\n{Adapt(script)}"), patience: Patience)).EnsureSuccess().Output;

    // A port that is free here, and a tool that is gone with the test.
    private string Adapt(string script) => script
        .Replace($":{ReadmePort}", $":{port}", StringComparison.Ordinal)
        .Replace("dotnet tool install --global ", $"dotnet tool install --tool-path {folder.File("tools")} ", StringComparison.Ordinal);

    private ProgramStart Sh(string where, string script)
    {
        var environment = DotnetEnvironment.Create();
        environment["PATH"] = $"{folder.File("tools")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        environment["NUGET_PACKAGES"] = null;
        return new("sh", ["-c", script], where) { Environment = environment };
    }
}
