using System.Globalization;

using Tandem.Refresh;
using Tandem.Simulation.Tests.Judging;

namespace Tandem.Simulation.Tests.Commands;

/// <summary>What was played, in numbers.</summary>
internal static class Report
{
    public static void Write(Tally tally, TimeSpan took, TextWriter to)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{tally.Histories:N0} histories with {tally.Presentations:N0} presentations in {took.TotalSeconds:N1} s: every invariant holds."));
        foreach (var (title, bars) in Groups(tally))
        {
            to.WriteLine();
            to.WriteLine(title);
            foreach (var (name, count) in bars)
                to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-18}{count,14:N0}  {new string('#', Length(count, bars))}"));
        }
    }

    public static IReadOnlyList<(string Title, IReadOnlyList<(string Name, long Count)> Bars)> Groups(Tally tally) =>
    [
        ("Presentations by outcome", [.. Named<RotationOutcome>(tally.Outcomes), ("Unavailable", tally.Unavailable)]),
        ("Access tokens at a node", Named<AccessVerdict>(tally.Accesses)),
        ("Faults and interventions", Named<Fault>(tally.Faults)),
        ("Thieves", Named<ThiefKind>(tally.Thieves)),
        ("Thieves found", Named<ThiefKind>(tally.ThievesJudged)),
        ("Found at which presentation in turn", [.. tally.FoundAt.Select((count, turn) => ($"{turn}", count)).Where(bar => bar.count > 0)]),
    ];

    private static IReadOnlyList<(string Name, long Count)> Named<T>(long[] counts) where T : struct, Enum =>
        [.. Enum.GetNames<T>().Zip(counts)];

    private static int Length(long count, IReadOnlyList<(string Name, long Count)> bars) =>
        (int)Math.Ceiling(40.0 * count / Math.Max(1, bars.Max(bar => bar.Count)));
}
