namespace Tandem.Simulation.Tests.Mutants;

internal static class Mutant
{
    public static IReadOnlyList<Rules> All { get; } = [];
}
