using Microsoft.Extensions.Primitives;

using Tandem.Tickets;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>The ticket of a request, out of its query string, where later stages, the application's logs among them, would see it.</summary>
/// <param name="Text">What was presented; empty, and so refused, when there were several.</param>
internal sealed record PresentedTicket(string Text)
{
    private const string Parameter = "ticket";

    // What SignalR's JavaScript client calls whatever its accessTokenFactory returns.
    private const string SignalRParameter = "access_token";

    /// <summary>Whether the endpoint accepts tickets.</summary>
    public static bool IsAllowed(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<IAllowsTickets>() is not null;

    /// <summary>The request's ticket; null when there is none, or when a header says who asks.</summary>
    public static PresentedTicket? Of(HttpContext context) =>
        context.Request.Headers.Authorization.Count == 0 ? context.Features.Get<PresentedTicket>() : null;

    /// <summary>Takes tickets out of the query string. Under SignalR's name anything that is not written like a ticket stays, to be refused.</summary>
    public static void TakeFrom(HttpContext context)
    {
        var request = context.Request;
        var (taken, left) = (new List<string?>(), new List<KeyValuePair<string, StringValues>>());
        foreach (var parameter in request.Query)
        {
            if (IsTicket(parameter))
                taken.AddRange(parameter.Value);
            else
                left.Add(parameter);
        }

        if (taken.Count == 0)
            return;
        request.QueryString = QueryString.Create(left);
        context.Features.Set(new PresentedTicket(taken.Count == 1 ? taken[0] ?? "" : ""));
        context.Response.OnStarting(KeepToOneselfAsync, context.Response);
    }

    private static bool IsTicket(KeyValuePair<string, StringValues> parameter) =>
        parameter.Key.Equals(Parameter, StringComparison.OrdinalIgnoreCase)
        || (parameter.Key.Equals(SignalRParameter, StringComparison.OrdinalIgnoreCase) && parameter.Value.All(text => TicketFormat.IsMatch(text)));

    // Caches know that answers to a request with Authorization are one person's; of a query they know nothing (RFC 6750 §2.3).
    private static Task KeepToOneselfAsync(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "private, no-store";
        if (!headers.ContainsKey("Referrer-Policy"))
            headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    }
}

/// <summary>Said of endpoints that accept a ticket in the place of an access token.</summary>
internal interface IAllowsTickets;
