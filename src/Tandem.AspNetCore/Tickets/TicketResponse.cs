namespace Tandem.AspNetCore.Tickets;

/// <summary>A ticket, and for how many seconds it can be used.</summary>
internal sealed record TicketResponse(string Ticket, long ExpiresIn);
