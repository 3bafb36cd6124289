using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AccessTokens;
using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.Platform;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Refresh;

/// <summary>
/// <c>POST logout</c>: ends the session of a cookie, a body token or an access token, which may have expired. Always 204: whoever
/// asks is signed out. The only endpoint that clears cookies.
/// </summary>
internal static class LogoutEndpoint
{
    public static void Map(ResourceMapper routes)
    {
        routes.Map("POST", "/logout", HandleAsync, RateLimitGroup.Refresh)
            .WithName("logout").WithSummary("Sign out")
            .Takes<LogoutRequest>(optional: true)
            .Answers(StatusCodes.Status204NoContent)
            .Problems(ErrorCodes.OriginNotAllowed, ErrorCodes.RateLimited, ErrorCodes.StorageUnavailable);
        routes.Only("/logout", "POST");
    }

    private static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if (await JsonBody.ReadOptionalAsync(context, TandemJson.Default.LogoutRequest) is not { } request)
            return;
        var presented = RefreshCredentials.Of(context.Request, request.RefreshToken);
        if (!await services.GetRequiredService<RefreshCredentials>().AllowAsync(context, presented.Any(token => token.FromCookie)))
            return;

        var sessions = services.GetRequiredService<SessionService>();
        var caller = context.Caller();
        var matched = await sessions.SignOutAsync(presented, request.SessionId, caller, context.RequestAborted);
        if (Bearer(context) is { } token && (request.SessionId is null || request.SessionId == token.SessionId))
        {
            matched = true;
            await sessions.EndAsync(token.Subject, token.SessionId, SessionEnd.SignedOut, caller, context.RequestAborted);
        }

        // A late sign-out that names another session must leave the next person's cookie alone.
        var deployment = services.GetRequiredService<Deployment>();
        if ((matched || request.SessionId is null) && deployment.Allows(context.Request))
        {
            foreach (var cleared in deployment.Cookies.Clear())
                context.Response.Headers.Append("Set-Cookie", cleared);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static AccessToken? Bearer(HttpContext context)
    {
        if (TandemBearerHandler.Read(context.Request) is not { } presented)
            return null;
        var now = context.RequestServices.GetRequiredService<InstallationClock>().UtcNow;
        var validation = context.RequestServices.GetRequiredService<AccessTokenValidator>().Validate(presented, now);
        return validation.Fault is AccessTokenFault.None or AccessTokenFault.Expired ? validation.Token : null;
    }
}
