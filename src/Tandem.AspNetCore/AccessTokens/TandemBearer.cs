namespace Tandem.AspNetCore.AccessTokens;

/// <summary>Names of the bearer scheme and its claims.</summary>
public static class TandemBearer
{
    /// <summary>The authentication scheme, as in <c>Authorization: Bearer</c>.</summary>
    public const string Scheme = "Bearer";

    /// <summary>The account's id; also the identity's name.</summary>
    public const string SubjectClaim = "sub";

    /// <summary>The session's id.</summary>
    public const string SessionClaim = "sid";

    /// <summary>One for each role.</summary>
    public const string RolesClaim = "roles";
}
