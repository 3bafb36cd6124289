using System.Diagnostics;

namespace Tandem.Processes.Testing;

/// <summary>How a program is started: an environment without what could configure it by chance.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its command line.</param>
/// <param name="Folder">Where it runs.</param>
public sealed record ProgramStart(string FileName, IReadOnlyList<string> Arguments, string Folder)
{
    private static readonly string[] Foreign = ["Tandem__", "TANDEM_", "ASPNETCORE_", "Logging__", "Kestrel__"];
    private static readonly string[] AlsoForeign = ["DOTNET_ENVIRONMENT", "URLS"];

    /// <summary>Variables set besides the inherited ones; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// The same with SIGINT at its default. The background jobs of a script ignore it, and what they start inherits that.
    /// </summary>
    public ProgramStart Interruptible() => OperatingSystem.IsLinux()
        ? this with { FileName = "env", Arguments = ["--default-signal=INT", FileName, .. Arguments] }
        : this;

    /// <summary>
    /// The same at a terminal of its own, by script(1): what it writes to standard output and standard error is what a person would see,
    /// and what is typed are keys. With <paramref name="output"/>, standard output goes into that file.
    /// </summary>
    public ProgramStart AtTerminal(string? output = null)
    {
        // With exec, or a shell that stands between ends by Ctrl+C itself and hides how the program ended.
        var command = "exec " + string.Join(' ', Arguments.Prepend(FileName).Select(Quoted)) + (output is null ? "" : $" > {Quoted(output)}");
        return this with { FileName = "script", Arguments = ["--quiet", "--return", "--flush", "--command", command, "/dev/null"] };
    }

    private static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    internal ProcessStartInfo ToInfo()
    {
        var info = new ProcessStartInfo(FileName, Arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in info.Environment.Keys.Where(IsForeign).ToList())
            info.Environment.Remove(name);
        foreach (var (name, value) in Environment)
            info.Environment[name] = value;
        return info;
    }

    private static bool IsForeign(string name) =>
        Foreign.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) || AlsoForeign.Contains(name, StringComparer.OrdinalIgnoreCase);
}
