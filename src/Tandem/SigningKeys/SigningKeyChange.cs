using Tandem.SecurityEvents;

namespace Tandem.SigningKeys;

/// <summary>What happens to the signing keys together, or not at all.</summary>
/// <param name="Moves">Keys that change their state, in this order.</param>
/// <param name="Added">A new key, or null.</param>
/// <param name="Reported">What is reported of it.</param>
internal sealed record SigningKeyChange(
    IReadOnlyList<SigningKeyMove> Moves, StoredSigningKey? Added, IReadOnlyList<SecurityEvent> Reported);

/// <summary>A signing key goes from one state to another. The date of a new state is written, and what is destroyed is erased.</summary>
/// <param name="KeyId">The <c>kid</c>.</param>
/// <param name="From">The state it must be in.</param>
/// <param name="To">The state it then has.</param>
/// <param name="At">When.</param>
internal sealed record SigningKeyMove(string KeyId, SigningKeyState From, SigningKeyState To, DateTimeOffset At);
