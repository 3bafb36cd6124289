using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Sessions;

/// <summary>An account's own sessions: <c>GET sessions</c>, <c>DELETE sessions/{id}</c>, <c>POST logout-all</c>.</summary>
internal static class SessionsEndpoints
{
    public static void Map(ResourceMapper routes)
    {
        routes.MapAuthorized("GET", "/sessions", ListAsync)
            .WithName("listSessions").WithSummary("List one's sessions")
            .Answers<IReadOnlyList<SessionResponse>>().Problems(ErrorCodes.AccessTokenMissing);
        routes.Only("/sessions", "GET");
        routes.MapAuthorized("DELETE", "/sessions/{id}", EndAsync)
            .WithName("endSession").WithSummary("End one of one's sessions")
            .Answers(StatusCodes.Status204NoContent).Problems(ErrorCodes.AccessTokenMissing, ErrorCodes.NotFound);
        routes.Only("/sessions/{id}", "DELETE");
        routes.MapAuthorized("POST", "/logout-all", EndAllAsync)
            .WithName("logoutAll").WithSummary("End all of one's sessions")
            .Answers(StatusCodes.Status204NoContent).Problems(ErrorCodes.AccessTokenMissing);
        routes.Only("/logout-all", "POST");
    }

    private static async Task ListAsync(HttpContext context)
    {
        var token = context.AccessToken();
        var living = await Sessions(context).ListAsync(token.Subject, context.RequestAborted);
        IReadOnlyList<SessionResponse> body = [.. living.Select(session => SessionResponse.Of(session, token.SessionId))];
        await context.Response.WriteAsJsonAsync(body, TandemJson.Default.IReadOnlyListSessionResponse, cancellationToken: context.RequestAborted);
    }

    private static async Task EndAsync(HttpContext context)
    {
        var token = context.AccessToken();
        if (Guid.TryParseExact(context.Request.RouteValues["id"] as string, "D", out var id)
            && await Sessions(context).EndAsync(token.Subject, id, SessionEnd.EndedByOwner, context.Caller(), context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Problem.WriteAsync(context, ErrorCodes.NotFound);
    }

    private static async Task EndAllAsync(HttpContext context)
    {
        await Sessions(context).EndAllAsync(
            context.AccessToken().Subject, except: null, SessionEnd.EndedByOwner, context.Caller(), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static SessionService Sessions(HttpContext context) => context.RequestServices.GetRequiredService<SessionService>();
}
