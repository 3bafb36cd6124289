namespace Tandem.SigningKeys;

/// <summary>A step in the life of the signing keys.</summary>
/// <param name="Action">What is done.</param>
/// <param name="KeyId">The key it is done to, or null where one is made.</param>
/// <param name="At">When.</param>
public sealed record KeyStep(KeyAction Action, string? KeyId, DateTimeOffset At)
{
    /// <summary>Whether its time has come.</summary>
    public bool IsDue(DateTimeOffset now) => now >= At;
}
