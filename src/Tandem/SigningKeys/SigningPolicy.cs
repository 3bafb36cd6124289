namespace Tandem.SigningKeys;

/// <summary>How signing keys are made and when they change. Immutable; checked when the process starts.</summary>
internal sealed record SigningPolicy
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

/// <summary>The <c>alg</c> values that keys are made for (RFC 7518 §3.1). Compared case-sensitively, and never taken from a token.</summary>
internal static class SigningAlgorithm
{
    /// <summary>ECDSA on P-256 with SHA-256 (RFC 7518 §3.4), the default.</summary>
    public const string Es256 = "ES256";

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3), which every server of RFC 9068 knows; keys of 3,072 bits.</summary>
    public const string Rs256 = "RS256";

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> All { get; } = [Es256, Rs256];
}
