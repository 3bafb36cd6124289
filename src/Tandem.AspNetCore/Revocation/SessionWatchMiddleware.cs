using System.Diagnostics;

using Tandem.AccessTokens;
using Tandem.AspNetCore.CookieSessions;
using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Revocation;

/// <summary>
/// Stands behind authentication and authorization, so that whatever scheme let a request in, it is cut with its session. Tandem's own
/// endpoints answer at once and are not watched. Where the application authenticates later, watching begins there.
/// </summary>
[StackTraceHidden]
internal sealed class SessionWatchMiddleware(RequestDelegate next, OpenRequests open)
{
    private Action<HttpContext>? watchLater;

    public Task InvokeAsync(HttpContext context)
    {
        if (!Watch(context))
            context.Features.Get<TandemRequest>()?.WhenAuthenticated(watchLater ??= context => Watch(context));
        return next(context);
    }

    private bool Watch(HttpContext context)
    {
        if (SessionOf(context) is not { } session)
            return false;
        var allowsTickets = PresentedTicket.IsAllowed(context);
        if (allowsTickets || context.GetEndpoint()?.Metadata.GetMetadata<TandemEndpoint>() is null)
            open.Watch(context, session, allowsTickets);
        return true;
    }

    private static WatchedSession? SessionOf(HttpContext context)
    {
        if (context.Features.Get<AccessToken>() is { } token)
            return new(token.SessionId, token.Subject, token.Epoch, token.ExpiresAt);
        if (context.Features.Get<PresentedCookieSession>() is { Stored: { } stored })
            return new(stored.Session.Id, stored.Account.Id, stored.Account.Epoch, stored.Session.ExpiresAt);
        return null;
    }
}
