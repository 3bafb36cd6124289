using Tandem.AccessTokens;
using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Refresh;

/// <summary>
/// <c>POST logout</c>: ends the session of a cookie, a body token or an access token, which may have expired. Always 204: whoever
/// asks is signed out. The only endpoint that clears cookies.
/// </summary>
internal sealed class LogoutEndpoint(
    RefreshCredentials credentials, RefreshService refreshes, SessionService sessions, AccessTokenValidator accessTokens, PublicAddress address, RateLimits limits,
    RateLimitRefusal limited, InstallationClock clock)
    : IResource<LogoutEndpoint>
{
    public static void Map(ResourceRoutes<LogoutEndpoint> routes)
    {
        routes.UnderBase.Map("POST", "/logout", endpoint => endpoint.HandleAsync, RateLimitGroup.Refresh)
            .WithName("logout").WithSummary("Sign out")
            .Takes<LogoutRequest>(optional: true)
            .Responds(StatusCodes.Status204NoContent)
            .Problems(OriginErrors.OriginNotAllowed, ErrorCodes.RateLimited, ErrorCodes.StorageUnavailable);
        routes.UnderBase.Only("/logout", "POST");
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (await JsonBody.ReadOptionalAsync(context, RefreshJson.Bodies.LogoutRequest) is not { } request)
            return;
        var presented = credentials.Of(context.Request, request.RefreshToken);
        if (!await credentials.AllowAsync(context))
            return;
        if (presented.Count > 1 && limits.ExceedsBySessions(context, refreshes.CountTried(presented)) is { } wait)
        {
            await limited.WriteAsync(context, RateLimitGroup.Refresh, wait);
            return;
        }

        var caller = context.Caller();
        var matched = await refreshes.SignOutAsync(presented, request.SessionId, caller, context.RequestAborted);
        if (Bearer(context) is { } token && (request.SessionId is null || request.SessionId == token.SessionId))
        {
            matched = true;
            await sessions.EndAsync(token.Subject, token.SessionId, SessionEnd.SignedOut, caller, context.RequestAborted);
        }

        // A late sign-out that names another session must leave the next person's cookie alone.
        if ((matched || request.SessionId is null) && address.Allows(context.Request))
        {
            foreach (var cleared in credentials.Clear(context.Request))
                context.Response.Headers.Append("Set-Cookie", cleared);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private AccessToken? Bearer(HttpContext context)
    {
        if (TandemBearerHandler.Read(context.Request) is not { } presented)
            return null;
        var validation = accessTokens.Validate(presented, clock.UtcNow);
        return validation.Fault is AccessTokenFault.None or AccessTokenFault.Expired ? validation.Token : null;
    }
}
