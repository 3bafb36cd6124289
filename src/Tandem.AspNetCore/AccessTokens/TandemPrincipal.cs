using System.Security.Claims;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>
/// The claims of somebody signed in, the same whichever way a request says so. Each request has its own: what an application adds to one
/// is never another's.
/// </summary>
internal static class TandemPrincipal
{
    public static ClaimsPrincipal Create(string scheme, Guid account, Guid session, IReadOnlyList<string> roles, string? email)
    {
        var identity = new ClaimsIdentity(scheme, TandemBearer.SubjectClaim, TandemBearer.RolesClaim);
        Add(identity, TandemBearer.SubjectClaim, account.ToString());
        Add(identity, TandemBearer.SessionClaim, session.ToString());
        foreach (var role in roles)
            Add(identity, TandemBearer.RolesClaim, role);
        if (email is not null)
            Add(identity, "email", email);
        return new ClaimsPrincipal(identity);
    }

    // With its identity, or adding it would make a copy.
    private static void Add(ClaimsIdentity identity, string type, string value) => identity.AddClaim(
        new Claim(type, value, ClaimValueTypes.String, ClaimsIdentity.DefaultIssuer, ClaimsIdentity.DefaultIssuer, identity));
}
