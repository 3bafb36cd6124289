namespace Tandem.Revocation;

/// <summary>One entry of the revocation feed: a session that ended, or the epoch below which an account's tokens are refused.</summary>
/// <param name="Sequence">Position, growing.</param>
/// <param name="At">When it was written.</param>
/// <param name="SessionId">The session that ended, or null.</param>
/// <param name="AccountId">The account whose epoch rose, or null.</param>
/// <param name="Epoch">The lowest epoch still accepted; 0 for a session.</param>
public sealed record RevocationEntry(long Sequence, DateTimeOffset At, Guid? SessionId, Guid? AccountId, long Epoch);
