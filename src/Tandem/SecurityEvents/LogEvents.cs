using System.Text.Json.Serialization;

namespace Tandem.SecurityEvents;

/// <summary>
/// The log became a chain, and took the rows into it that were there before: for those it proves nothing of the time before this event.
/// </summary>
/// <param name="Covered">Rows that were there before, and got their links from this event on.</param>
/// <param name="Again">
/// Whether there had been a chain before, and what said where it ended was gone or forged. Rows before this event got no links from it.
/// </param>
internal sealed record EventChainStarted(long Covered, bool Again = false) : SecurityEvent(null, null);

/// <summary>The oldest events were removed, because of their age or of the log's size.</summary>
/// <param name="First">The place of the first.</param>
/// <param name="Last">The place of the last.</param>
/// <param name="Oldest">The earliest time of those whose links were right; null when none was.</param>
/// <param name="Newest">The latest time of those whose links were right.</param>
/// <param name="Reason"><c>retention</c> or <c>size</c>.</param>
/// <param name="Faults">How many of them, or of their places, were not what had been written.</param>
internal sealed record EventsPurged(long First, long Last, DateTimeOffset? Oldest, DateTimeOffset? Newest, string Reason, long Faults)
    : SecurityEvent(null, null);

/// <summary>What earlier events told of the person behind an account was erased: addresses and programs.</summary>
/// <param name="Account">The account.</param>
/// <param name="Events">Events that lost their personal fields.</param>
internal sealed record PersonalDataErased(Guid Account, long Events) : SecurityEvent(Account, null);

/// <summary>The kinds of events of the log itself.</summary>
[JsonSerializable(typeof(EventChainStarted))]
[JsonSerializable(typeof(EventsPurged))]
[JsonSerializable(typeof(PersonalDataErased))]
internal sealed partial class LogEvents : JsonSerializerContext
{
    private static readonly LogEvents Fields = new();

    public static IReadOnlyList<EventKind> Kinds { get; } =
    [
        EventKind.Of<EventChainStarted>("event_chain_started", "sys_monitor_enabled", Fields),
        EventKind.Of<EventsPurged>("events_purged", "sensitive_delete", Fields),
        EventKind.Of<PersonalDataErased>("personal_data_erased", "sensitive_delete", Fields),
    ];
}
