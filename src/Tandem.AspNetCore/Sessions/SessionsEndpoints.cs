using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Sessions;

/// <summary>An account's own sessions: <c>GET sessions</c>, <c>DELETE sessions/{id}</c>, <c>POST logout-all</c>.</summary>
internal sealed class SessionsEndpoints(SessionService sessions) : IResource<SessionsEndpoints>
{
    public static void Map(ResourceRoutes<SessionsEndpoints> routes)
    {
        routes.UnderBase.MapAuthorized("GET", "/sessions", endpoint => endpoint.ListAsync)
            .WithName("listSessions").WithSummary("List one's sessions")
            .Responds<IReadOnlyList<SessionResponse>>().Problems(ErrorCodes.AccessTokenMissing);
        routes.UnderBase.Only("/sessions", "GET");
        routes.UnderBase.MapAuthorized("DELETE", "/sessions/{id}", endpoint => endpoint.EndAsync)
            .WithName("endSession").WithSummary("End one of one's sessions")
            .Responds(StatusCodes.Status204NoContent).Problems(ErrorCodes.AccessTokenMissing, ErrorCodes.NotFound);
        routes.UnderBase.Only("/sessions/{id}", "DELETE");
        routes.UnderBase.MapAuthorized("POST", "/logout-all", endpoint => endpoint.EndAllAsync)
            .WithName("logoutAll").WithSummary("End all of one's sessions")
            .Responds(StatusCodes.Status204NoContent).Problems(ErrorCodes.AccessTokenMissing);
        routes.UnderBase.Only("/logout-all", "POST");
    }

    private async Task ListAsync(HttpContext context)
    {
        var token = context.AccessToken();
        var living = await sessions.ListAsync(token.Subject, context.RequestAborted);
        IReadOnlyList<SessionResponse> body = [.. living.Select(session => SessionResponse.Of(session, token.SessionId))];
        await context.Response.WriteAsJsonAsync(body, SessionsJson.Bodies.IReadOnlyListSessionResponse, cancellationToken: context.RequestAborted);
    }

    private async Task EndAsync(HttpContext context)
    {
        var token = context.AccessToken();
        if (Guid.TryParseExact(context.Request.RouteValues["id"] as string, "D", out var id)
            && await sessions.EndAsync(token.Subject, id, SessionEnd.EndedByOwner, context.Caller(), context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Problem.WriteAsync(context, ErrorCodes.NotFound);
    }

    private async Task EndAllAsync(HttpContext context)
    {
        await sessions.EndAllAsync(
            context.AccessToken().Subject, except: null, SessionEnd.EndedByOwner, context.Caller(), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
