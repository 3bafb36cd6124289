namespace Tandem.Tests.Refresh.Model;

/// <summary>What an exploration of one cookie jar allows. Times are in ticks.</summary>
/// <param name="Leeway">How long a predecessor converges.</param>
/// <param name="ClientTimeout">When a tab gives up waiting.</param>
/// <param name="Transit">How long after sending a request may still reach the server.</param>
/// <param name="Depth">Longest history explored, in steps.</param>
internal sealed record JarSettings(int Leeway, int ClientTimeout, int Transit, int Depth)
{
    /// <summary>Tabs that share the jar.</summary>
    public int Tabs { get; init; } = 2;

    /// <summary>Whether tabs reload: an answer does not keep them quiet until its access token ends.</summary>
    public bool Hasty { get; init; }

    /// <summary>How long an accepted token's successors settle.</summary>
    public int SettlingTime { get; init; } = 2 * Leeway;

    /// <summary>Whether access tokens are seen that prove the delivery of their generation.</summary>
    public bool Confirming { get; init; }

    /// <summary>Whether a seen access token counts only if it was made after the row was last written.</summary>
    public bool FreshSightingsOnly { get; init; }

    /// <summary>How many of its last commits the database may lose, once.</summary>
    public int LosableCommits { get; init; }

    /// <summary>Requests in flight at once, those that nobody waits for any more included.</summary>
    public int MostInFlight => Tabs + 2;
}
