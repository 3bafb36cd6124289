namespace Tandem.SigningKeys;

/// <summary>How signing keys are made and when they change. Immutable; checked when the process starts.</summary>
public sealed record SigningPolicy
{
    // What a cache may keep for at most, however long keys are announced.
    private static readonly TimeSpan LongestCaching = TimeSpan.FromMinutes(5);

    /// <summary>The <c>alg</c> of new keys, one of <see cref="SigningAlgorithm"/>. Default ES256.</summary>
    public string Algorithm { get; init; } = SigningAlgorithm.Es256;

    /// <summary>How long a key signs. Default 30 days; longer than <see cref="Announce"/>.</summary>
    public TimeSpan RotationInterval { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a key is published before it signs, so that every verifier has it by then. Default 1 day.</summary>
    public TimeSpan Announce { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How long a key is verified with after it signed last: never less than an access token lives and clocks may differ. Default
    /// 15 minutes and 10 seconds.
    /// </summary>
    public TimeSpan Retain { get; init; } = TimeSpan.FromSeconds(910);

    /// <summary>
    /// How long anybody may keep the published keys: half of <see cref="Announce"/>, at most 5 minutes, in whole seconds. Shorter
    /// than <see cref="Announce"/>, so that every cache has asked again before a new key signs.
    /// </summary>
    public TimeSpan Caching => TimeSpan.FromSeconds(Math.Floor(Math.Min(Announce.TotalSeconds / 2, LongestCaching.TotalSeconds)));
}
