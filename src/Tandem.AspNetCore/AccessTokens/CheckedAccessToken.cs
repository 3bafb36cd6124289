using Tandem.AccessTokens;
using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>What became of a presented access token.</summary>
/// <param name="Token">Its claims; null when it was refused.</param>
/// <param name="Refusal">Why it was.</param>
/// <param name="RetryAfter">For a refusal that passes by itself, when to ask again.</param>
internal readonly record struct CheckedAccessToken(AccessToken? Token, ErrorCode Refusal, TimeSpan RetryAfter = default)
{
    public static CheckedAccessToken Accepted(AccessToken token) => new(token, ErrorCodes.AccessTokenMissing);

    public static CheckedAccessToken Refused(ErrorCode code) => new(null, code);

    /// <summary>Of a token with a fault.</summary>
    public static CheckedAccessToken Refused(AccessTokenFault fault) =>
        Refused(fault is AccessTokenFault.Expired ? AccessTokenErrors.AccessTokenExpired : AccessTokenErrors.AccessTokenInvalid);
}
