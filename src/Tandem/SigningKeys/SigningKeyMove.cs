namespace Tandem.SigningKeys;

/// <summary>A signing key goes from one state to another. The date of a new state is written, and what is destroyed is erased.</summary>
/// <param name="KeyId">The <c>kid</c>.</param>
/// <param name="From">The state it must be in.</param>
/// <param name="To">The state it then has.</param>
/// <param name="At">When.</param>
public sealed record SigningKeyMove(string KeyId, SigningKeyState From, SigningKeyState To, DateTimeOffset At);
