using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Sessions;

/// <summary>An account's own sessions: <c>GET sessions</c>, <c>DELETE sessions/{id}</c>, <c>POST logout-all</c>.</summary>
internal sealed class SessionsEndpoints(SessionService sessions) : IResource<SessionsEndpoints>
{
    private const string AfterRule = "The address of a next page, as the Link header of the page before names it.";

    public static void Map(ResourceRoutes<SessionsEndpoints> routes)
    {
        routes.UnderBase.MapAuthorized("GET", "/sessions", endpoint => endpoint.ListAsync)
            .WithName("listSessions").WithSummary("List one's sessions")
            .Responds<IReadOnlyList<SessionResponse>>().Problems(ErrorCodes.AccessTokenMissing, ErrorCodes.ValidationFailed);
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
        if (!TryReadAfter(context.Request, out var after)
            || await sessions.ListAsync(token.Subject, after, context.RequestAborted) is not { } page)
        {
            await Problem.WriteInvalidAsync(context, new Dictionary<string, string> { ["after"] = AfterRule });
            return;
        }

        // RFC 8288 §3.
        if (page.Next is { } next)
            context.Response.Headers.Link = $"<{context.Request.PathBase}{context.Request.Path}?after={next:D}>; rel=\"next\"";
        IReadOnlyList<SessionResponse> body = [.. page.Sessions.Select(session => SessionResponse.Of(session, token.SessionId))];
        await context.Response.WriteAsJsonAsync(body, SessionsJson.Bodies.IReadOnlyListSessionResponse, cancellationToken: context.RequestAborted);
    }

    private static bool TryReadAfter(HttpRequest request, out Guid? after)
    {
        after = null;
        if (request.Query["after"] is not { Count: > 0 } given)
            return true;
        after = given.Count == 1 && Guid.TryParseExact(given[0], "D", out var id) ? id : null;
        return after is not null;
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
            context.AccessToken().Subject, kept: null, SessionEnd.EndedByOwner, context.Caller(), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
