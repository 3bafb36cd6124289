using Tandem.Refresh;

namespace Tandem.Simulation.Tests.Judging;

/// <summary>How often what happened.</summary>
internal sealed class Tally
{
    public long Histories { get; set; }

    public long[] Outcomes { get; } = new long[Enum.GetValues<RotationOutcome>().Length];

    public long[] Faults { get; } = new long[Enum.GetValues<Fault>().Length];

    public long[] Thieves { get; } = new long[Enum.GetValues<ThiefKind>().Length];

    public long[] Accesses { get; } = new long[Enum.GetValues<AccessVerdict>().Length];

    /// <summary>Thefts by the presentation in turn at which they were found.</summary>
    public long[] FoundAt { get; } = new long[8];

    /// <summary>Presentations that no node could answer.</summary>
    public long Unavailable { get; set; }

    /// <summary>Thefts whose promise was put to the test.</summary>
    public long[] ThievesJudged { get; } = new long[Enum.GetValues<ThiefKind>().Length];

    public long Presentations => Outcomes.Sum() + Unavailable;

    public void Add(Fault fault) => Faults[(int)fault]++;
}
