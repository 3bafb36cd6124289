using Tandem.SecurityEvents;

namespace Tandem.SigningKeys;

/// <summary>What happens to the signing keys together, or not at all.</summary>
/// <param name="Moves">Keys that change their state, in this order.</param>
/// <param name="Added">A new key, or null.</param>
/// <param name="Reported">What is reported of it.</param>
public sealed record SigningKeyChange(
    IReadOnlyList<SigningKeyMove> Moves, StoredSigningKey? Added, IReadOnlyList<SecurityEvent> Reported);
