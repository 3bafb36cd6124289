namespace Tandem.Client.Answers;

/// <summary>The answer to <c>POST ticket</c>.</summary>
internal sealed record TicketResponse(string? Ticket);
