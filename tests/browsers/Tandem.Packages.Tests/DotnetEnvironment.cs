namespace Tandem.Packages.Tests;

/// <summary>Variables for the .NET command line when a test runs it.</summary>
internal static class DotnetEnvironment
{
    /// <summary>
    /// Nothing stays behind that would hold the test's pipes open (build nodes, the compiler's server), and nothing that an outer
    /// <c>dotnet</c> told this process is passed on.
    /// </summary>
    public static Dictionary<string, string?> Create() => new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBuildSDKsPath"] = null,
        ["MSBuildExtensionsPath"] = null,
        ["MSBUILD_EXE_PATH"] = null,
        ["MSBuildLoadMicrosoftTargetsReadOnly"] = null,
    };
}
