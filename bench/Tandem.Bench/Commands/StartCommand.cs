using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

using Tandem.Bench.Report;
using Tandem.Bench.Seeding;
using Tandem.Bench.Served;

namespace Tandem.Bench.Commands;

/// <summary><c>start</c>: how soon <c>tandem serve</c> is ready, and what memory it has when it is idle.</summary>
internal static partial class StartCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Option<string> Executable = new("--executable")
    {
        Description = "What is measured: a tandem executable, or a checkout that has been built",
        DefaultValueFactory = _ => Builds.Here(),
        HelpName = "PATH",
    };

    private static readonly Option<string?> Against = new("--against") { Description = "What it is compared with, in turn", HelpName = "PATH" };

    private static readonly Option<int> Idle = LoadOptions.Positive("--idle", 3, "Seconds without a request before the memory is read");

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
            await StartAsync(executable, data, TimeSpan.Zero, cancellationToken);

        var table = new MarkdownTable("executable", "round", "ready after ms", "idle memory MiB", "processor ms until then");
        var times = new List<double>();
        var memory = new List<double>();
        for (var round = 1; round <= parsed.GetRequiredValue(Rounds); round++)
        {
            var starts = new List<Started>();
            foreach (var (executable, data) in builds)
            {
                var one = await StartAsync(executable, data, idle, cancellationToken);
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

    private static async Task<Started> StartAsync(string executable, string folder, TimeSpan idle, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(executable, ["serve", "--urls", "http://127.0.0.1:0", "--data", folder])
        {
            RedirectStandardOutput = true,
            // Its log: a few lines, shown only when it does not serve.
            RedirectStandardError = true,
        })!;
        try
        {
            using var http = new HttpClient { BaseAddress = await AddressAsync(process, cancellationToken) };
            while ((await http.GetAsync(new Uri("/readyz", UriKind.Relative), cancellationToken)).StatusCode != HttpStatusCode.OK)
            {
                if (Stopwatch.GetElapsedTime(started) > Patience)
                    throw new TimeoutException($"{executable} is not ready after {Patience}.");
            }

            var ready = Stopwatch.GetElapsedTime(started);
            await Task.Delay(idle, cancellationToken);
            process.Refresh();
            return new(ready.TotalMilliseconds, process.WorkingSet64, process.TotalProcessorTime.TotalMilliseconds);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<Uri> AddressAsync(Process process, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Serves().Match(line) is { Success: true } match)
                return new Uri(match.Groups[1].Value);
        }

        throw new InvalidOperationException(
            $"{process.StartInfo.FileName} ended before it served: {await process.StandardError.ReadToEndAsync(cancellationToken)}");
    }

    [GeneratedRegex("^Tandem serves (http://127\\.0\\.0\\.1:[0-9]+)")]
    private static partial Regex Serves();

    /// <summary>One start.</summary>
    /// <param name="Ready">Milliseconds from the start of the process to the first answer that it is ready.</param>
    /// <param name="Memory">Bytes resident when it was idle.</param>
    /// <param name="Processor">Milliseconds of processor time until then.</param>
    private sealed record Started(double Ready, long Memory, double Processor);
}
