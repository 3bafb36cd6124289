namespace Tandem.Tabs.Tests.Oracle;

/// <summary>What happened to a session.</summary>
/// <param name="Refreshes">Requests to the refresh endpoint.</param>
/// <param name="Rotations">Generations handed out, without recoveries.</param>
/// <param name="Recoveries">Generations handed out because an answer had been lost.</param>
/// <param name="Alarms">Kinds of all other events.</param>
/// <param name="End">Why the server ended it; null while it lives.</param>
internal sealed record SessionVerdict(int Refreshes, int Rotations, int Recoveries, IReadOnlyList<string> Alarms, string? End)
{
    /// <summary>What a promise is broken by, in words; empty when all are kept.</summary>
    /// <param name="expiries">How often the access token ran out.</param>
    public IReadOnlyList<string> Complaints(int expiries)
    {
        var complaints = new List<string>();
        if (Rotations > expiries)
            complaints.Add($"{Rotations} rotations for {expiries} expiries");
        complaints.AddRange(Alarms.Select(kind => $"alarm {kind}"));
        if (End is not null)
            complaints.Add($"signed out by the server: {End}");
        return complaints;
    }

    /// <summary>What came after an earlier look.</summary>
    public SessionVerdict Since(SessionVerdict earlier) => this with
    {
        Refreshes = Refreshes - earlier.Refreshes,
        Rotations = Rotations - earlier.Rotations,
        Recoveries = Recoveries - earlier.Recoveries,
        Alarms = [.. Alarms.Skip(earlier.Alarms.Count)],
    };

    public override string ToString() =>
        string.Join(", ", [Count(Refreshes, "refresh", "refreshes"), Count(Rotations, "rotation", "rotations"), .. Recoveries > 0 ? [Count(Recoveries, "recovery", "recoveries")] : Array.Empty<string>()]);

    private static string Count(int number, string one, string many) => $"{number} {(number == 1 ? one : many)}";
}
