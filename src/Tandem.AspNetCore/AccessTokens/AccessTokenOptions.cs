namespace Tandem.AspNetCore.AccessTokens;

/// <summary>Access tokens (RFC 9068).</summary>
public sealed class AccessTokenOptions
{
    /// <summary>How far the clocks of issuer and verifier may differ.</summary>
    internal static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    /// <summary>How long after it was made an access token may still be accepted: its lifetime, and what clocks may differ by.</summary>
    internal TimeSpan LongestAcceptance => Lifetime + Tolerance;

    /// <summary>Life of an access token. Default 15 minutes; from 1 second to 1 day.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The <c>aud</c> claim; null for the issuer.</summary>
    public string? Audience { get; set; }

    /// <summary>Claims beyond the usual ones; <c>email</c> is the only one known.</summary>
    public IReadOnlyList<string> Claims { get; set; } = [];
}
