using System.Security.Claims;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>The claims of somebody signed in, the same whichever way a request says so.</summary>
internal static class TandemPrincipal
{
    public static ClaimsPrincipal Create(string scheme, Guid account, Guid session, IReadOnlyList<string> roles, string? email)
    {
        var identity = new ClaimsIdentity(scheme, TandemBearer.SubjectClaim, TandemBearer.RolesClaim);
        identity.AddClaim(new Claim(TandemBearer.SubjectClaim, account.ToString()));
        identity.AddClaim(new Claim(TandemBearer.SessionClaim, session.ToString()));
        foreach (var role in roles)
            identity.AddClaim(new Claim(TandemBearer.RolesClaim, role));
        if (email is not null)
            identity.AddClaim(new Claim("email", email));
        return new ClaimsPrincipal(identity);
    }
}
