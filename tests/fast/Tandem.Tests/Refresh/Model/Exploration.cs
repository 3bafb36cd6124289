namespace Tandem.Tests.Refresh.Model;

/// <summary>What an exploration found.</summary>
/// <param name="States">States visited; the first is counted again when it is come back to.</param>
/// <param name="Deepest">Steps of the longest history.</param>
/// <param name="CounterExample">The shortest history in which an honest client is refused, or null.</param>
internal sealed record Exploration(int States, int Deepest, IReadOnlyList<Step>? CounterExample)
{
    public string? Refusal => CounterExample is null ? null : string.Join(" | ", CounterExample);
}
