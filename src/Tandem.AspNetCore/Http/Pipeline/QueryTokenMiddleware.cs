using System.Diagnostics;

using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>
/// Refuses tokens in a query string (RFC 9700 §4.3.2): on Tandem's endpoints whatever comes by one of their names, elsewhere what has the
/// form of a token of this installation. A link of the application may well have a <c>token</c> of its own. Where an endpoint allows
/// tickets, they are taken out first.
/// </summary>
[StackTraceHidden]
internal sealed class QueryTokenMiddleware(RequestDelegate next, Lazy<TokenForm> form)
{
    private static readonly string[] Names = ["access_token", "token", "id_token"];

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.QueryString.HasValue)
            return next(context);
        if (PresentedTicket.IsAllowed(context))
            PresentedTicket.TakeFrom(context);
        return (!TandemRequest.IsApplications(context) && Names.Any(context.Request.Query.ContainsKey)) || HasToken(context.Request.Query)
            ? Problem.WriteAsync(context, ErrorCodes.TokenInQuery)
            : next(context);
    }

    private bool HasToken(IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            foreach (var value in values)
            {
                if (value is not null && (form.Value.IsToken(value) || (Names.Contains(name, StringComparer.OrdinalIgnoreCase) && TokenForm.IsTicket(value))))
                    return true;
            }
        }

        return false;
    }
}
