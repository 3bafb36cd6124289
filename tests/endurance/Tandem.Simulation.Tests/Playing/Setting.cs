using Tandem.Sessions;

namespace Tandem.Simulation.Tests.Playing;

/// <summary>What holds for the whole of one history: lifetimes, the network's habits, how much goes wrong.</summary>
internal sealed class Setting
{
    /// <summary>After so long a client gives up a refresh.</summary>
    public const long ClientTimeout = 12_000;

    private static readonly SessionPolicy[] Policies =
    [
        new(),
        new(),
        new() { AbsoluteLifetime = TimeSpan.FromMinutes(50) },
        new() { AbsoluteLifetime = TimeSpan.FromHours(2) },
        new() { IdleLifetime = TimeSpan.FromMinutes(30) },
        new() { IdleLifetime = TimeSpan.FromHours(2), AbsoluteLifetime = TimeSpan.FromHours(5) },
    ];

    private readonly Dice dice;
    private readonly int style;

    public Setting(Dice dice)
    {
        this.dice = dice;
        Policy = dice.Pick(Policies);
        IsCrowded = dice.Chance(0.45);
        IsLossy = dice.Chance(0.25);
        style = IsCrowded ? 1 : dice.Below(3);
        Nodes = dice.Chance(0.5) ? 2 : 1;
        Skew = Nodes == 2 && dice.Chance(0.7) ? dice.Between(0, 4_000) : 0;
        StepsClock = dice.Chance(0.1);
        Lost = dice.Chance(0.5) ? 0.3 : 0.05;
        LostResponses = IsCrowded ? 0.35 : Lost;
        Repeated = dice.Chance(0.3) ? 0.2 : 0.02;
        Hasty = IsCrowded ? 0.95 : dice.Chance(0.5) ? 0.6 : 0.1;
        StorageFaults = dice.Chance(0.25) ? 0.04 : 0;
        Length = (IsCrowded ? dice.Between(3, 8) : dice.Between(5, 60)) * 60_000;
        IsCalm = !IsLossy && dice.Chance(0.4);
    }

    public SessionPolicy Policy { get; }

    public int Nodes { get; }

    /// <summary>Several tabs or processes that refresh all the time, over a network that is either fast or as slow as may be.</summary>
    public bool IsCrowded { get; }

    /// <summary>Commits are lost, and browsers crash, soon after a generation was made.</summary>
    public bool IsLossy { get; }

    /// <summary>How far the second node's clock is ahead.</summary>
    public long Skew { get; }

    /// <summary>Whether the machines' clocks are set on the way.</summary>
    public bool StepsClock { get; }

    /// <summary>How often a request is lost.</summary>
    public double Lost { get; }

    /// <summary>How often a response is lost.</summary>
    public double LostResponses { get; }

    public double Repeated { get; }

    /// <summary>How often a client refreshes long before it must.</summary>
    public double Hasty { get; }

    /// <summary>How often a write fails, before or after its commit.</summary>
    public double StorageFaults { get; }

    /// <summary>How long the part goes in which anything happens.</summary>
    public long Length { get; }

    /// <summary>No crashes, losses or restored backups.</summary>
    public bool IsCalm { get; }

    /// <summary>
    /// The promise holds for requests decided within 18 s, the difference of the nodes' clocks included. While a clock follows a step,
    /// 30 s may last 27 s: 15 s are left then.
    /// </summary>
    public long LongestTransit => (StepsClock ? 15_000 : 18_000) - Skew - 50;

    /// <summary>How long a request takes that is sent so long after the session's latest generation was made.</summary>
    public long Transit(long? sinceStep)
    {
        // In a crowd requests are aimed at the ends of the windows.
        if (IsCrowded && sinceStep is { } since && dice.Chance(0.4))
        {
            var aimed = dice.Between(29_500, 31_500) + (dice.Chance(0.5) ? 30_000 : 0) - since;
            if (aimed > 0 && aimed <= LongestTransit)
                return aimed;
        }

        return Delay(LongestTransit);
    }

    public long ResponseDelay() => Delay(ClientTimeout);

    private long Delay(long longest) => style switch
    {
        0 => dice.Between(1, longest),
        1 => dice.Chance(0.7) ? dice.Between(1, 300) : dice.Between(longest * 8 / 10, longest),
        _ => dice.Chance(0.5) ? dice.Between(1, 2_000) : dice.Between(1, longest),
    };
}
