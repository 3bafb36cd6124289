using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>By what a request is judged where an endpoint does not say: an access token, a ticket in its place, or a cookie session.</summary>
internal static class SchemeChoice
{
    public const string Scheme = "TandemSessionOrBearer";

    /// <summary>
    /// Tandem's own endpoints know access tokens only: what the cookie may do is for the application's pages to offer. A ticket comes in a
    /// URL, which anybody can have a visitor follow: it does not decide who that is while their browser holds a session.
    /// </summary>
    public static string For(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<TandemEndpoint>() is not null
        || TandemBearerHandler.Read(context.Request) is not null
        || (PresentedTicket.Of(context) is not null && !HoldsSession(context))
            ? TandemBearer.Scheme
            : TandemSessionDefaults.AuthenticationScheme;

    private static bool HoldsSession(HttpContext context) =>
        context.RequestServices.GetRequiredService<SessionCookies>().Read(context.Request, out var anyKeyNotLoaded).Count > 0 || anyKeyNotLoaded;
}
