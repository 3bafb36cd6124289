using System.Diagnostics;
using System.Globalization;

namespace Tandem.Engines.Testing;

/// <summary>The process that runs a tab's page.</summary>
public sealed class ContentProcess
{
    // What engines call the programs or processes that run pages.
    private static readonly string[] Marks = ["--type=renderer", "-contentproc", "WebKitWebProcess"];

    private ContentProcess(int id) => Id = id;

    /// <summary>Its id.</summary>
    public int Id { get; }

    /// <summary>
    /// Finds it by what it works: no engine tells, so the page counts for a while, and the process whose time on the processor grew is it.
    /// </summary>
    public static async Task<ContentProcess> OfAsync(IEngine engine, ITab tab)
    {
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < Engine.StepLimit)
        {
            var before = Times(engine);
            await tab.RunAsync("const end = performance.now() + 300; while (performance.now() < end);");
            var worked = Times(engine)
                .Select(now => (Id: now.Key, Time: now.Value - before.GetValueOrDefault(now.Key)))
                .OrderByDescending(process => process.Time)
                .ToList();
            // Clear of the others: on a busy machine they work as well.
            if (worked is [{ Time: >= 10 } first, .. var others] && others.All(other => other.Time * 3 < first.Time))
                return new(first.Id);
        }

        throw new EngineException($"{engine.Profile.Name} does not show which process runs the page.");
    }

    /// <summary>Stops it, as a machine that goes to sleep does.</summary>
    public Task StopAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ContinueAsync() => SignalAsync("CONT");

    /// <summary>Kills it, as a crash would.</summary>
    public Task KillAsync() => SignalAsync("KILL");

    private async Task SignalAsync(string name)
    {
        using var kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{name} {Id}")]);
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0)
            throw new EngineException($"Process {Id} is gone.");
    }

    // In hundredths of a second (proc(5): utime and stime, the 14th and 15th field).
    private static Dictionary<int, long> Times(IEngine engine)
    {
        var times = new Dictionary<int, long>();
        foreach (var id in engine.Home.Processes())
        {
            try
            {
                if (!Marks.Any(File.ReadAllText($"/proc/{id}/cmdline").Contains))
                    continue;
                var stat = File.ReadAllText($"/proc/{id}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                times[id] = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It ended.
            }
        }

        return times;
    }
}
