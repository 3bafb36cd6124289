using Tandem.Processes.Testing;

namespace Tandem.Engines.Testing;

/// <summary>A temporary HOME. Every process of an engine runs with it.</summary>
public sealed class EngineHome : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Its path.</summary>
    public string Path => folder.Path;

    /// <summary>A folder in it, made when missing.</summary>
    public string Folder(params string[] parts) => Directory.CreateDirectory(folder.File(parts)).FullName;

    /// <summary>The environment of programs that run in it.</summary>
    public Dictionary<string, string?> Environment() => new()
    {
        ["HOME"] = Path,
        ["XDG_CONFIG_HOME"] = null,
        ["XDG_CACHE_HOME"] = null,
        ["XDG_DATA_HOME"] = null,
        ["XDG_RUNTIME_DIR"] = Folder("runtime"),
        ["TMPDIR"] = Folder("tmp"),
        ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:",
    };

    /// <summary>Ids of the processes that run in it.</summary>
    public IReadOnlyList<int> Processes() => EngineProcesses.In(Path);

    /// <summary>Kills them and waits until they are gone.</summary>
    internal Task KillProcessesAsync() => EngineProcesses.KillAsync(Path);

    public void Dispose() => folder.Dispose();
}
