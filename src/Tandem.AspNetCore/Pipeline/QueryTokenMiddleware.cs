using Microsoft.AspNetCore.Http;

using Tandem.AspNetCore.Problems;

namespace Tandem.AspNetCore.Pipeline;

/// <summary>Refuses tokens in a query string, on every path (RFC 9700 §4.3.2).</summary>
internal sealed class QueryTokenMiddleware(RequestDelegate next)
{
    private static readonly string[] Names = ["access_token", "token", "id_token"];

    public Task InvokeAsync(HttpContext context) =>
        context.Request.QueryString.HasValue && Names.Any(context.Request.Query.ContainsKey)
            ? Problem.WriteAsync(context, ErrorCodes.TokenInQuery)
            : next(context);
}
