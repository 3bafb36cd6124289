namespace Tandem.Programs.Tests.Verifiers;

/// <summary>Go as Debian has it: libraries below <c>/usr/share/gocode</c>, without modules.</summary>
internal static class DebianGo
{
    /// <summary>Compiles files to one program, once in a folder.</summary>
    public static async Task<string> BuildAsync(TemporaryFolder folder, params string[] files)
    {
        var program = folder.File("go-program");
        if (File.Exists(program))
            return program;
        (await RunningProgram.RunAsync(new("go", ["build", "-o", program, .. files], folder.Path)
        {
            Environment = new Dictionary<string, string?> { ["GOPATH"] = "/usr/share/gocode", ["GO111MODULE"] = "off", ["GOCACHE"] = folder.File("go-cache"), ["GOFLAGS"] = null },
        })).EnsureSuccess();
        return program;
    }

    /// <summary>The upstream version of a package of Debian's.</summary>
    public static async Task<string> VersionAsync(string package)
    {
        var end = await RunningProgram.RunAsync(new("dpkg-query", ["--show", "--showformat=${Version}", package], Path.GetTempPath()));
        return end.EnsureSuccess().Output.Trim().Split(':')[^1].Split('-')[0];
    }
}
