using Tandem.SigningKeys;

namespace Tandem.AspNetCore.SigningKeys;

/// <summary>Keys that sign access tokens.</summary>
public sealed class SigningOptions
{
    /// <summary>The <c>alg</c> of new keys: <c>ES256</c>, the default, or <c>RS256</c>.</summary>
    public string Algorithm { get; set; } = SigningAlgorithm.Es256;

    /// <summary>How long a key signs. Default 30 days; from 2 seconds to 400 days, and longer than <see cref="Announce"/>.</summary>
    public TimeSpan RotationInterval { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long a key is published before it signs. Default 1 day; at least 1 second. Published keys may be cached for half of it, at most
    /// 5 minutes; a verifier that keeps them longer than this refuses tokens after a rotation.
    /// </summary>
    public TimeSpan Announce { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How long a key is verified with after it signed last; null for the least there can be: the access token's lifetime plus 10
    /// seconds for clocks that differ. At most 400 days.
    /// </summary>
    public TimeSpan? Retain { get; set; }

    /// <summary>The schedule of signing keys as the core takes it.</summary>
    /// <param name="longestAcceptance">How long after it was made an access token may still be accepted.</param>
    internal SigningPolicy ToPolicy(TimeSpan longestAcceptance) => new()
    {
        Algorithm = Algorithm,
        RotationInterval = RotationInterval,
        Announce = Announce,
        Retain = Retain ?? longestAcceptance,
    };
}
