using System.CommandLine;

using Tandem.Bench.Report;
using Tandem.Bench.Seeding;
using Tandem.Bench.Served;

namespace Tandem.Bench.Commands;

/// <summary><c>start</c>: how soon <c>tandem serve</c> is ready, and what memory it has when it is idle.</summary>
internal static class StartCommand
{
    public static readonly Option<string> Executable = new("--executable")
    {
        Description = "What is measured: a tandem executable, or a checkout that has been built",
        DefaultValueFactory = _ => Builds.Here(),
        HelpName = "PATH",
    };

    private static readonly Option<string?> Against = new("--against") { Description = "What it is compared with, in turn", HelpName = "PATH" };

    public static readonly Option<int> Idle = LoadOptions.Positive("--idle", 3, "Seconds without a request before the memory is read");

    private static readonly Option<int> Rounds = LoadOptions.Positive("--rounds", 5, "Starts of each, in turn, after one that creates its folder");

    public static Command Create()
    {
        var command = new Command("start", "Start of tandem serve until it is ready, and its idle memory, beside another executable.")
        {
            Executable, Against, Idle, Rounds, LoadOptions.Data,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var folder = new ScratchFolder(parsed.GetRequiredValue(LoadOptions.Data));
        var idle = TimeSpan.FromSeconds(parsed.GetRequiredValue(Idle));
        List<(string Executable, string Folder)> builds = [(Builds.Server(parsed.GetRequiredValue(Executable)), folder.Sub("this"))];
        if (parsed.GetValue(Against) is { } other)
            builds.Add((Builds.Server(other), folder.Sub("other")));
        foreach (var (executable, data) in builds)
            await ServerStart.MeasureAsync(executable, data, TimeSpan.Zero, cancellationToken);

        var table = new MarkdownTable("executable", "round", "ready after ms", "idle memory MiB", "processor ms until then");
        var times = new List<double>();
        var memory = new List<double>();
        for (var round = 1; round <= parsed.GetRequiredValue(Rounds); round++)
        {
            var starts = new List<ServerStart>();
            foreach (var (executable, data) in builds)
            {
                var one = await ServerStart.MeasureAsync(executable, data, idle, cancellationToken);
                starts.Add(one);
                table.Add(executable, round, one.Ready, one.Memory / (1024.0 * 1024), one.Processor);
            }

            times.Add(starts[0].Ready / starts[^1].Ready);
            memory.Add((double)starts[0].Memory / starts[^1].Memory);
        }

        Console.WriteLine($"{MachineFacts.Describe()}.");
        Console.WriteLine();
        table.Write(Console.Out);
        if (builds.Count > 1)
            Console.WriteLine($"Ready after {Ratio.Of(times).AsFactor()} the other's time, with {Ratio.Of(memory).AsFactor()} its memory.");
        return 0;
    }
}
