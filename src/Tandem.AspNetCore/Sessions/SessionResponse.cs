using System.Text.Json.Serialization;

using Tandem.AspNetCore.Http.Bodies;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Sessions;

/// <summary>One of an account's sessions, as its owner sees it.</summary>
internal sealed record SessionResponse(
    Guid Id, bool Current, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, string Ip, string UserAgent, string Delivery)
{
    public static SessionResponse Of(Session session, Guid current) => new(
        session.Id, session.Id == current, session.CreatedAt, Later(session.CreatedAt, ToTheHour(session.LastUsedAt)), session.ExpiresAt,
        session.Client.AddressPrefix, session.Client.UserAgent, DeliveryNames.Of(session.Delivery));

    // Rounded down, it would lie before the beginning within the first hour.
    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    // A thief must not be able to follow the owner's doings by it.
    private static DateTimeOffset ToTheHour(DateTimeOffset time) => new(time.Ticks - time.Ticks % TimeSpan.TicksPerHour, TimeSpan.Zero);
}

/// <summary>The bodies of this room.</summary>
[JsonSerializable(typeof(IReadOnlyList<SessionResponse>))]
internal sealed partial class SessionsJson : JsonSerializerContext
{
    public static SessionsJson Bodies { get; } = new(TandemJson.Options());
}
