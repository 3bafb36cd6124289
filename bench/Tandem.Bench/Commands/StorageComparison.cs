using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

using Tandem.Bench.Report;
using Tandem.Bench.Served;

namespace Tandem.Bench.Commands;

/// <summary><c>storage --against</c>: this build's store beside another's. Each round is a process and a database of its own.</summary>
internal static class StorageComparison
{
    /// <summary>What is compared: the column of the table that every build prints.</summary>
    public const string Column = "µs of processor each";

    public static async Task<int> RunAsync(string other, ParseResult parsed, CancellationToken cancellationToken)
    {
        var otherProgram = Builds.Bench(other);
        string[] arguments =
        [
            "storage", LoadOptions.Rounds.Name, "1", LoadOptions.Data.Name, Path.GetFullPath(parsed.GetRequiredValue(LoadOptions.Data)),
            .. new[] { LoadOptions.Clients, RefreshCommand.Sessions, LoadOptions.Seconds, LoadOptions.WarmUp }
                .SelectMany(option => new[] { option.Name, parsed.GetRequiredValue(option).ToString(CultureInfo.InvariantCulture) }),
        ];
        var table = new MarkdownTable("build", "round", "rotations/s", Column);
        var ratios = new List<double>();
        for (var round = 1; round <= parsed.GetRequiredValue(LoadOptions.Rounds); round++)
        {
            var microseconds = new List<double>();
            foreach (var (name, program) in new[] { ("this", Builds.Self()), (other, new ProcessStartInfo(otherProgram)) })
            {
                var row = await LastRowAsync(program, arguments, cancellationToken);
                table.Add(name, round, row["rotations/s"], row[Column]);
                microseconds.Add(row[Column]);
            }

            ratios.Add(microseconds[0] / microseconds[1]);
        }

        Console.WriteLine($"{MachineFacts.Describe()}.");
        Console.WriteLine();
        table.Write(Console.Out);
        Console.WriteLine($"Processor time of a durable rotation: {Ratio.Of(ratios).AsFactor()} of the other build's.");
        return 0;
    }

    private static async Task<Dictionary<string, double>> LastRowAsync(ProcessStartInfo program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        foreach (var argument in arguments)
            program.ArgumentList.Add(argument);
        program.RedirectStandardOutput = true;
        using var process = Process.Start(program)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var rows = output.Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)).ToList();
        if (process.ExitCode != 0 || rows.Count < 3)
            throw new InvalidOperationException($"{program.FileName} ended with exit code {process.ExitCode}: {output}");
        return rows[0].Zip(rows[^1]).ToDictionary(cell => cell.First, cell => double.Parse(cell.Second, NumberStyles.Number, CultureInfo.InvariantCulture));
    }
}
