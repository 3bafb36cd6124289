using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.Tickets;

namespace Tandem.AspNetCore.Tickets;

/// <summary><c>POST ticket</c>: an access token for a ticket, which opens one connection whose URL cannot hold the token.</summary>
internal sealed class TicketEndpoint(TicketService tickets) : IResource<TicketEndpoint>
{
    public static void Map(ResourceRoutes<TicketEndpoint> routes)
    {
        routes.UnderBase.MapAuthorized("POST", "/ticket", endpoint => endpoint.HandleAsync, RateLimitGroup.Refresh)
            .WithName("ticket").WithSummary("Get a single-use ticket for a WebSocket, an event stream or a download")
            .Responds<TicketResponse>()
            .Problems(ErrorCodes.AccessTokenMissing, ErrorCodes.RateLimited, ErrorCodes.StorageUnavailable);
        routes.UnderBase.Only("/ticket", "POST");
    }

    private async Task HandleAsync(HttpContext context)
    {
        var ticket = await tickets.IssueAsync(context.AccessToken(), context.RequestAborted);
        await context.Response.WriteAsJsonAsync(
            new TicketResponse(ticket, (long)Ticket.Lifetime.TotalSeconds), TicketsJson.Bodies.TicketResponse, cancellationToken: context.RequestAborted);
    }
}
