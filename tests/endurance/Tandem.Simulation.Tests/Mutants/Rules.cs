using Tandem.Refresh;
using Tandem.Sessions;
using Tandem.Simulation.Tests.Judging;

namespace Tandem.Simulation.Tests.Mutants;

/// <summary>The rules that a history is played by: the product's, or those with one thing changed.</summary>
internal sealed record Rules
{
    public static Rules Product { get; } = new();

    public string Name { get; init; } = "product";

    /// <summary>The decision.</summary>
    public Func<StoredSession?, RefreshToken, DateTimeOffset, SessionPolicy, RotationDecision> Decide { get; init; } = RotationDecision.Decide;

    /// <summary>What the rotating statement takes for the settling time.</summary>
    public Func<TimeSpan, TimeSpan> SettlingTime { get; init; } = static time => time;

    /// <summary>A rotation leaves newer candidates alive.</summary>
    public bool OthersLive { get; init; }

    /// <summary>A rotation accepts what was accepted last, once more.</summary>
    public bool RotatesPredecessor { get; init; }

    /// <summary>A rotation skips a generation.</summary>
    public bool SkipsGeneration { get; init; }

    /// <summary>A rotation does not look whether the session was revoked.</summary>
    public bool RotatesRevoked { get; init; }

    /// <summary>A rotation does not compare the secret.</summary>
    public bool RotatesForged { get; init; }

    /// <summary>Sessions are stored without an absolute end.</summary>
    public bool NoAbsoluteEnd { get; init; }

    /// <summary>Counters are replaced whatever they are.</summary>
    public bool AdvancesBlindly { get; init; }

    /// <summary>No sighting is written.</summary>
    public bool ConfirmsNothing { get; init; }

    /// <summary>A sighting counts at once.</summary>
    public bool SeenAtOnce { get; init; }

    /// <summary>A revocation is kept in memory until the next checkpoint.</summary>
    public bool RevokesInMemory { get; init; }

    /// <summary>A revocation is acknowledged a second before it is stored.</summary>
    public bool RevokesLater { get; init; }

    /// <summary>A reuse is refused, and the session lives on.</summary>
    public bool ReuseOnlyRefuses { get; init; }

    /// <summary>A change of roles leaves the epoch as it is.</summary>
    public bool EpochStays { get; init; }

    /// <summary>A change of roles raises the account's epoch and forgets its sessions'.</summary>
    public bool SessionsStayBehind { get; init; }

    /// <summary>A node serves before it has read the revocation feed.</summary>
    public bool DeniesLate { get; init; }

    /// <summary>A revocation is not told to the feed.</summary>
    public bool FeedIsSilent { get; init; }

    /// <summary>What is not looked at, so that something else is found.</summary>
    public IReadOnlyList<Invariant> Muted { get; init; } = [];

    public override string ToString() => Name;
}
