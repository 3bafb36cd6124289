namespace Tandem.Tests.Refresh.Model;

/// <summary>What playing every theft showed.</summary>
/// <param name="Plays">Positions played.</param>
/// <param name="NeverDetected">Plays given up after <see cref="TheftScenarios.LongestPlay"/> presentations: both are still served.</param>
/// <param name="Worst">The play in which the session lived longest before it was dead.</param>
internal sealed record TheftResult(int Plays, int NeverDetected, IReadOnlyList<Presentation> Worst)
{
    public override string ToString() => $"{Plays} plays, {NeverDetected} undetected, worst {Worst.Count}: {string.Join(" | ", Worst)}";
}
