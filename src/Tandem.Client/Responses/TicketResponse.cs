namespace Tandem.Client.Responses;

/// <summary>The response to <c>POST ticket</c>.</summary>
internal sealed record TicketResponse(string? Ticket);
