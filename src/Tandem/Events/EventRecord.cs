namespace Tandem.Events;

/// <summary>An event as stored, with its place in the log.</summary>
/// <param name="Sequence">Position, from 1, without gaps.</param>
/// <param name="Event">The event.</param>
public sealed record EventRecord(long Sequence, SecurityEvent Event);
