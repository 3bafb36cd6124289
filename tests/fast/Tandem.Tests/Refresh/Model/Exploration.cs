namespace Tandem.Tests.Refresh.Model;

/// <summary>What an exploration found.</summary>
/// <param name="States">States that differ.</param>
/// <param name="Depth">Steps until nothing new was found, or to the limit, or to the refusal.</param>
/// <param name="IsComplete">Whether every reachable state was visited.</param>
/// <param name="Refusal">The shortest history in which an honest client is refused, or null.</param>
/// <param name="Moments">The moments at which a token may be stolen, if they were wanted.</param>
internal sealed record Exploration(int States, int Depth, bool IsComplete, string? Refusal, IReadOnlySet<TheftMoment> Moments);
