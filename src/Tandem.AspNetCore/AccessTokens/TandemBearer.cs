using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>Names of the bearer scheme and its claims.</summary>
public static class TandemBearer
{
    /// <summary>
    /// The authentication scheme of access tokens, sent as <c>Authorization: Bearer</c>. It is the default scheme unless the application has
    /// another one; the log says at start which it is.
    /// </summary>
    public const string Scheme = TandemEndpoint.Scheme;

    /// <summary>
    /// The authorization policy of Tandem: signed in by an access token, or by a cookie session where there are any. Name it where the default
    /// scheme is the application's own: <c>RequireAuthorization(TandemBearer.Policy)</c>, <c>[Authorize(TandemBearer.Policy)]</c>.
    /// </summary>
    public const string Policy = "Tandem";

    /// <summary>The account's id; also the identity's name.</summary>
    public const string SubjectClaim = "sub";

    /// <summary>The session's id.</summary>
    public const string SessionClaim = "sid";

    /// <summary>One for each role.</summary>
    public const string RolesClaim = "roles";
}
