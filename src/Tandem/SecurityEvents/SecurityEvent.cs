using System.Text.Json.Serialization;

namespace Tandem.SecurityEvents;

/// <summary>
/// Something an operator or an auditor must be able to see. The list is closed: a kind that <see cref="EventKinds"/> does not list does not exist. Each is
/// written in the transaction of the change it reports. An ordinary rotation writes none.
/// </summary>
/// <param name="AccountId">The account concerned, or null when it is not known.</param>
/// <param name="SessionId">The session concerned, or null.</param>
public abstract record SecurityEvent(
    [property: JsonIgnore] Guid? AccountId,
    [property: JsonIgnore] Guid? SessionId)
{
    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it came from.</summary>
    public required EventContext Context { get; init; }
}
