namespace Tandem.Programs.Tests;

/// <summary>Go as Debian has it: libraries below <c>/usr/share/gocode</c>, without modules.</summary>
internal static class DebianGo
{
    /// <summary>Variables with which it compiles, what it keeps in a folder.</summary>
    public static Dictionary<string, string?> Environment(string folder) => new()
    {
        ["GOPATH"] = "/usr/share/gocode",
        ["GO111MODULE"] = "off",
        ["GOCACHE"] = Path.Combine(folder, "go-cache"),
        ["GOFLAGS"] = null,
    };

    /// <summary>Compiles files to one program, once in a folder.</summary>
    public static async Task<string> BuildAsync(TemporaryFolder folder, params string[] files)
    {
        var program = folder.File("go-program");
        if (!File.Exists(program))
            (await RunningProgram.RunAsync(new("go", ["build", "-o", program, .. files], folder.Path) { Environment = Environment(folder.Path) }, patience: TimeSpan.FromMinutes(3))).EnsureSuccess();
        return program;
    }

    /// <summary>The upstream version of a package of Debian's.</summary>
    public static async Task<string> VersionAsync(string package)
    {
        var end = await RunningProgram.RunAsync(new("dpkg-query", ["--show", "--showformat=${Version}", package], Path.GetTempPath()));
        return end.EnsureSuccess().Output.Trim().Split(':')[^1].Split('-')[0];
    }
}
