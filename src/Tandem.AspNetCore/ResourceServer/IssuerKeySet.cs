using Tandem.SigningKeys;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>The issuer's keys as they were fetched.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="FetchedAt">When, in ticks of the monotonic clock.</param>
/// <param name="Freshness">For how long they need not be fetched again.</param>
internal sealed record IssuerKeySet(VerificationKeySet Keys, long FetchedAt, TimeSpan Freshness);
