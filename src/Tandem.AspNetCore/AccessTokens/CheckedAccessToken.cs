using Tandem.AccessTokens;
using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>What became of a presented access token.</summary>
/// <param name="Token">Its claims; null when it was refused.</param>
/// <param name="Refusal">Why it was.</param>
/// <param name="RetryAfter">For a refusal that passes by itself, when to ask again.</param>
/// <param name="Detail">Cause and cure where the code alone does not fit; null for the code's own words.</param>
internal readonly record struct CheckedAccessToken(AccessToken? Token, ErrorCode Refusal, TimeSpan RetryAfter = default, string? Detail = null)
{
    public static CheckedAccessToken Accepted(AccessToken token) => new(token, ErrorCodes.AccessTokenMissing);

    public static CheckedAccessToken Refused(ErrorCode code, string? detail = null) => new(null, code, Detail: detail);

    /// <summary>Of a token with a fault.</summary>
    public static CheckedAccessToken Refused(AccessTokenFault fault) =>
        fault is AccessTokenFault.Expired
            ? Refused(AccessTokenErrors.AccessTokenExpired)
            : Refused(AccessTokenErrors.AccessTokenInvalid, AccessTokenRefusals.Detail(fault));
}
