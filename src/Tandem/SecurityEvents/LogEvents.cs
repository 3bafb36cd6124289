using System.Text.Json.Serialization;

namespace Tandem.SecurityEvents;

/// <summary>
/// The log became a chain, and took the rows into it that were there before: for those it proves nothing of the time before this event.
/// </summary>
/// <param name="Covered">Rows that were there before.</param>
internal sealed record EventChainStarted(long Covered) : SecurityEvent(null, null);

/// <summary>What earlier events told of the person behind an account was erased: addresses and programs.</summary>
/// <param name="Account">The account.</param>
/// <param name="Events">Events that lost their personal fields.</param>
internal sealed record PersonalDataErased(Guid Account, long Events) : SecurityEvent(Account, null);

/// <summary>The kinds of events of the log itself.</summary>
[JsonSerializable(typeof(EventChainStarted))]
[JsonSerializable(typeof(PersonalDataErased))]
internal sealed partial class LogEvents : JsonSerializerContext
{
    private static readonly LogEvents Fields = new();

    public static IReadOnlyList<EventKind> Kinds { get; } =
    [
        EventKind.Of<EventChainStarted>("event_chain_started", "sys_monitor_enabled", Fields),
        EventKind.Of<PersonalDataErased>("personal_data_erased", "sensitive_delete", Fields),
    ];
}
