using System.Diagnostics;
using System.Globalization;

using Tandem.Processes.Testing;

namespace Tandem.Engines.Testing;

/// <summary>
/// A temporary HOME. Every process of an engine runs with it, also those that leave their parent, and is known by it.
/// </summary>
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
    public IReadOnlyList<int> Processes() =>
        [.. from folder in Directory.EnumerateDirectories("/proc")
            let name = System.IO.Path.GetFileName(folder)
            where name.All(char.IsAsciiDigit) && IsOurs(folder)
            select int.Parse(name, CultureInfo.InvariantCulture)];

    /// <summary>Kills them and waits until they are gone.</summary>
    internal async Task KillProcessesAsync()
    {
        var patience = Stopwatch.StartNew();
        while (Processes() is { Count: > 0 } ids)
        {
            if (patience.Elapsed > Engine.StepLimit)
                throw new EngineException($"Processes {string.Join(", ", ids)} do not end.");
            foreach (var id in ids)
                Kill(id);
            await Task.Delay(20);
        }
    }

    public void Dispose() => folder.Dispose();

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It ended by itself.
        }
    }

    private bool IsOurs(string process)
    {
        try
        {
            // Empty for a process that has ended and was not yet collected.
            return File.ReadAllText($"{process}/environ").Split('\0').Contains($"HOME={Path}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
