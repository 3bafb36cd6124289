using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>
/// Refuses tokens in a query string, on every path (RFC 9700 §4.3.2). Where an endpoint allows tickets, they are taken out of it first.
/// </summary>
internal sealed class QueryTokenMiddleware(RequestDelegate next)
{
    private static readonly string[] Names = ["access_token", "token", "id_token"];

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.QueryString.HasValue)
            return next(context);
        if (PresentedTicket.IsAllowed(context))
            PresentedTicket.TakeFrom(context);
        return Names.Any(context.Request.Query.ContainsKey)
            ? Problem.WriteAsync(context, ErrorCodes.TokenInQuery)
            : next(context);
    }
}
