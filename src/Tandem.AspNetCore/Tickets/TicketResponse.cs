using System.Text.Json.Serialization;

using Tandem.AspNetCore.Http.Bodies;

namespace Tandem.AspNetCore.Tickets;

/// <summary>A ticket, and for how many seconds it can be used.</summary>
internal sealed record TicketResponse(string Ticket, long ExpiresIn);

/// <summary>The bodies of this room.</summary>
[JsonSerializable(typeof(TicketResponse))]
internal sealed partial class TicketsJson : JsonSerializerContext
{
    public static TicketsJson Bodies { get; } = new(TandemJson.Options());
}
