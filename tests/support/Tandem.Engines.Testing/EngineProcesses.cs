using System.Diagnostics;
using System.Globalization;

namespace Tandem.Engines.Testing;

/// <summary>
/// The processes that run in a home. They are known by their environment; where a process writes its title over that, as Chromium does, by
/// its arguments; and otherwise by their parent.
/// </summary>
internal static class EngineProcesses
{
    /// <summary>Their ids.</summary>
    public static IReadOnlyList<int> In(string home)
    {
        var running = Directory.EnumerateDirectories("/proc").Select(folder => Read(folder, home)).OfType<Running>().ToList();
        var found = running.Where(process => process.IsKnown).Select(process => process.Id).ToHashSet();
        while (running.Any(process => found.Contains(process.Parent) && found.Add(process.Id)))
        {
            // Children of children.
        }

        return [.. found];
    }

    /// <summary>Kills them and waits until they are gone.</summary>
    public static async Task KillAsync(string home)
    {
        var patience = Stopwatch.StartNew();
        var seen = new HashSet<int>();
        while (true)
        {
            // Whose parent is dead is known from the round before; a number is not given to another process as soon as that.
            seen.UnionWith(In(home));
            seen.RemoveWhere(id => Read($"/proc/{id}", home) is null);
            if (seen.Count == 0)
                return;
            if (patience.Elapsed > Engine.StepLimit)
                throw new EngineException($"Processes {string.Join(", ", seen)} do not end.");
            foreach (var id in seen)
                Kill(id);
            await Task.Delay(20);
        }
    }

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

    // Null for what is no process, or has ended and only waits for its parent to ask how.
    private static Running? Read(string folder, string home)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return null;
        try
        {
            // After the name in parentheses: state, parent (proc(5)).
            var stat = File.ReadAllText($"{folder}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ') is [not ("Z" or "X"), var parent, ..]
                ? new(id, int.Parse(parent, CultureInfo.InvariantCulture), IsKnown(folder, home))
                : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsKnown(string folder, string home)
    {
        try
        {
            return File.ReadAllText($"{folder}/environ").Split('\0').Contains($"HOME={home}")
                || File.ReadAllText($"{folder}/cmdline").Contains($"{home}/", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Another user's, or one that is ending: that one is not gone yet.
            return false;
        }
    }

    private sealed record Running(int Id, int Parent, bool IsKnown);
}
