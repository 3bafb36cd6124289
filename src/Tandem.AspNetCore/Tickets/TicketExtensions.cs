using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Tickets;

/// <summary>Tickets on an application's endpoints.</summary>
public static class TicketExtensions
{
    /// <summary>
    /// Accepts a single-use ticket of <c>POST ticket</c> in the query, <c>?ticket=...</c>, in the place of <c>Authorization: Bearer</c>:
    /// for WebSockets, event streams and downloads, where browsers let nobody set a header. A header that is present wins. As SignalR's
    /// JavaScript client names what it sends <c>access_token</c>, a ticket by that name is accepted as well; an access token is not. It
    /// says who may come, not that somebody must: add <c>RequireAuthorization()</c>. However the request was authenticated, its connection
    /// is cut when the session or the account is ended or changed.
    /// </summary>
    /// <remarks>Needs <c>AddTandem</c> and <c>UseTandem</c>; where <c>AddTandemBearer</c> is, tickets are not known.</remarks>
    public static TBuilder AllowTicket<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AllowTicketAttribute());
}

/// <summary>
/// On an endpoint, a controller or a hub: a single-use ticket in the query, <c>?ticket=...</c>, is accepted in the place of
/// <c>Authorization: Bearer</c>. As <see cref="TicketExtensions.AllowTicket{TBuilder}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowTicketAttribute : Attribute, IAllowsTickets;
