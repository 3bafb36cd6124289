namespace Tandem.Soak;

/// <summary>What a run is: all that it depends on besides the machine.</summary>
internal sealed record SoakPlan
{
    /// <summary>Who does what and when, and which replies are lost, follow from it.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Length of the run.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>People, each with a browser of their own, on each side.</summary>
    public int Visitors { get; init; } = 6;

    /// <summary>Life of an access token, in whole seconds.</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Tandem's leeway: above the client's time-out of 1.5 s, and so short that every refresh that is due rotates.</summary>
    public TimeSpan Leeway => TokenLife * 0.225;

    /// <summary>When Tandem's client refreshes by itself, at the earliest: at half of such a short life, less 5 %.</summary>
    public TimeSpan RefreshDue => TokenLife * 0.475;

    /// <summary>Part of the replies to a refresh that are lost after the server has acted.</summary>
    public double LossRate { get; init; } = 0.05;

    /// <summary>Tabs of one person at the start; later from two to <see cref="MostTabs"/>.</summary>
    public int FirstTabs { get; init; } = 4;

    /// <summary>Tabs of one person at most.</summary>
    public int MostTabs { get; init; } = 6;
}
