using System.Text.Json.Serialization;

namespace Tandem.Soak.Log;

/// <summary>One line of a run's data.</summary>
/// <param name="At">Milliseconds since the start.</param>
/// <param name="Visitor">The person's number, from 1.</param>
/// <param name="Tab">The tab's number, from 1.</param>
/// <param name="Kind">What happened.</param>
internal sealed record SoakEvent(int At, int Visitor, int Tab, SoakEventKind Kind)
{
    /// <summary>Of a refresh: the session's generation in the answer; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Generation { get; init; }

    /// <summary>Of a sign-out: what the client said; of a refused refresh: the status.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }
}
