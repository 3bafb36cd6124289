namespace Tandem.SigningKeys;

/// <summary>A published key that is not used.</summary>
/// <param name="Position">Where it stands in the set, from zero.</param>
/// <param name="Fault">Why.</param>
public readonly record struct RefusedKey(int Position, PublishedKeyFault Fault);
