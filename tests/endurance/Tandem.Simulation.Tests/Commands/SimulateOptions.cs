using System.Globalization;

using Tandem.Simulation.Tests.Mutants;

namespace Tandem.Simulation.Tests.Commands;

/// <summary>What the command is to do.</summary>
internal sealed record SimulateOptions
{
    public long Histories { get; private init; } = 100_000;

    public long Seed { get; private init; } = 1;

    public string? Picture { get; private init; }

    public long? TraceOf { get; private init; }

    /// <summary>Looks for a seed that notices each changed rule.</summary>
    public bool FindsMutants { get; private init; }

    public Rules Rules { get; private init; } = Rules.Product;

    public static SimulateOptions? Parse(IReadOnlyList<string> args, TextWriter errors)
    {
        var options = new SimulateOptions();
        for (var index = 0; index < args.Count; index += 2)
        {
            var value = index + 1 < args.Count ? args[index + 1] : "";
            var number = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed is >= 0 and <= int.MaxValue ? parsed : -1;
            SimulateOptions? next = args[index] switch
            {
                "--histories" when number > 0 => options with { Histories = number },
                "--seed" when number >= 0 => options with { Seed = number },
                "--trace" when number >= 0 => options with { TraceOf = number },
                "--picture" when value.Length > 0 => options with { Picture = value },
                "--mutant" when value == "all" => options with { FindsMutants = true },
                "--mutant" when Mutant.All.FirstOrDefault(mutant => mutant.Name == value) is { } rules => options with { Rules = rules },
                _ => null,
            };
            if (next is null)
            {
                errors.WriteLine($"{args[index]} {value}: not understood. See ./test simulate --help.");
                return null;
            }

            options = next;
        }

        return options;
    }
}
