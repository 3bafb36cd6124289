namespace Tandem.AspNetCore.Tickets;

/// <summary>
/// On an endpoint, a controller or a hub: a single-use ticket in the query, <c>?ticket=...</c>, is accepted in the place of
/// <c>Authorization: Bearer</c>. As <see cref="TicketExtensions.AllowTicket{TBuilder}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AllowTicketAttribute : Attribute;
