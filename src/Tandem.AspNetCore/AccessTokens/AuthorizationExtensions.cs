using System.Security.Claims;

using Tandem.AccessTokens;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>Role checks on endpoints, and the account behind a request.</summary>
public static class AuthorizationExtensions
{
    /// <summary>
    /// Answers 401 unless somebody is signed in with Tandem, whatever the default scheme is, and 403 unless the account has one of the roles.
    /// </summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder endpoint, params string[] roles) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(TandemBearer.Policy).RequireAuthorization(policy => policy.RequireRole(roles));

    /// <summary>The id of the signed-in account.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint lacks <c>RequireAuthorization</c>.</exception>
    public static Guid AccountId(this ClaimsPrincipal principal)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return Guid.TryParse(principal.FindFirstValue(TandemBearer.SubjectClaim), out var id)
            ? id
            : throw new InvalidOperationException("Nobody is signed in; the endpoint needs RequireAuthorization().");
    }

    internal static AccessToken AccessToken(this HttpContext context) =>
        context.Features.Get<AccessToken>() ?? throw new InvalidOperationException("The endpoint needs RequireAuthorization().");
}
