namespace Tandem.Tests.Refresh;

/// <summary>One presentation of a random history.</summary>
/// <param name="Pause">Milliseconds since the one before; negative when the clock steps back.</param>
/// <param name="FromIssued">The generation presented, counted from the latest handed out.</param>
/// <param name="TokenAge">Milliseconds since the token was made.</param>
/// <param name="Confirms">Whether the latest generation is known to be delivered afterwards.</param>
internal sealed record PresentationStep(long Pause, int FromIssued, long TokenAge, bool Confirms);
