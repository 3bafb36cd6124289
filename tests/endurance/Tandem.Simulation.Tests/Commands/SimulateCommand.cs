using System.Diagnostics;
using System.Globalization;

using Tandem.Simulation.Tests.Judging;
using Tandem.Simulation.Tests.Mutants;
using Tandem.Simulation.Tests.Playing;

namespace Tandem.Simulation.Tests.Commands;

/// <summary>Plays histories from a seed on, and says what came of them.</summary>
internal static class SimulateCommand
{
    public static int Run(string[] args)
    {
        var options = SimulateOptions.Parse(args, Console.Error);
        if (options is null)
            return 2;
        if (options.TraceOf is { } traced)
            return Trace(traced, options.Rules);

        if (options.FindsMutants)
            return FindMutants(options);

        var tally = new Tally();
        var clock = Stopwatch.StartNew();
        var told = TimeSpan.Zero;
        for (var seed = options.Seed; seed < options.Seed + options.Histories; seed++)
        {
            if (History.Play(seed, options.Rules, tally) is { } violation)
            {
                Console.WriteLine($"Seed {seed}: {violation.Message}");
                Trace(seed, options.Rules);
                return 1;
            }

            if (clock.Elapsed - told > TimeSpan.FromSeconds(10))
            {
                told = clock.Elapsed;
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{tally.Histories:N0} of {options.Histories:N0} histories, {tally.Histories / told.TotalSeconds:N0} a second; goes on with --seed {seed + 1}"));
            }
        }

        Report.Write(tally, clock.Elapsed, Console.Out);
        if (options.Picture is { } path)
            File.WriteAllText(path, Picture.Draw(tally));
        return 0;
    }

    // The first seed that notices each changed rule.
    private static int FindMutants(SimulateOptions options)
    {
        var missed = 0;
        foreach (var mutant in Mutant.All)
        {
            var seed = options.Seed;
            var last = options.Seed + options.Histories;
            ViolationException? found = null;
            while (seed < last && ((found = History.Play(seed, mutant, new Tally())) is null || History.Play(seed, Rules.Product, new Tally()) is not null))
                seed++;
            missed += found is null ? 1 : 0;
            Console.WriteLine(found is null ? $"{mutant.Name}: not noticed" : $"{mutant.Name} {seed} {found.Message}");
        }

        return missed;
    }

    private static int Trace(long seed, Rules rules)
    {
        var trace = new List<string>();
        var violation = History.Play(seed, rules, new Tally(), trace);
        foreach (var line in trace)
            Console.WriteLine(line);
        Console.WriteLine(violation is null ? $"Seed {seed}: everything holds." : $"Again: ./test simulate --trace {seed}{(rules == Rules.Product ? "" : $" --mutant {rules}")}");
        return violation is null ? 0 : 1;
    }
}
