namespace Tandem.AccessTokens;

/// <summary>A new access token.</summary>
/// <param name="Value">The token, in compact form.</param>
/// <param name="IssuedAt">Its <c>iat</c>.</param>
/// <param name="ExpiresAt">Its <c>exp</c>.</param>
internal readonly record struct IssuedAccessToken(string Value, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Says nothing of the token: tokens must never reach a log.</summary>
    public override string ToString() => $"access token until {ExpiresAt:O}";
}
