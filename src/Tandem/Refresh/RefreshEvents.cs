using System.Text.Json.Serialization;

using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Refresh;

/// <summary>An authentic refresh token of a session that is over or unknown was presented.</summary>
/// <param name="Account">The account, or null when the session is unknown.</param>
/// <param name="Session">The session the token names.</param>
/// <param name="Reason">Why the session is over, or null when it is unknown.</param>
internal sealed record RefreshRefused(Guid? Account, Guid Session, SessionEnd? Reason) : LimitedEvent(Account, Session);

/// <summary>An answer had been lost; one more candidate was handed out.</summary>
internal sealed record RefreshRecovered(Guid Account, Guid Session, long Generation) : SecurityEvent(Account, Session);

/// <summary>A token was presented again from another network by another program.</summary>
internal sealed record RefreshFromElsewhere(
    Guid Account, Guid Session, [property: Personal] ClientInfo Seen, [property: Personal] ClientInfo Last) : LimitedEvent(Account, Session)
{
    internal override RefusalParty Party => RefusalParty.Of(Session, Account);
}

/// <summary>A token was presented that only a copy could be; the session was revoked.</summary>
/// <param name="Account">The account.</param>
/// <param name="Session">The session.</param>
/// <param name="Presented">Generation presented.</param>
/// <param name="Issued">Latest generation handed out.</param>
internal sealed record RefreshTokenReused(Guid Account, Guid Session, long Presented, long Issued) : SecurityEvent(Account, Session);

/// <summary>A token with a right tag and a wrong secret: somebody may have the key that makes tags.</summary>
internal sealed record RefreshKeySuspect(Guid Account, Guid Session, uint KeyId) : LimitedEvent(Account, Session)
{
    internal override RefusalParty Party => RefusalParty.Of(Session, Account);
}

/// <summary>A genuine token was newer than its row: the database had lost commits.</summary>
internal sealed record SessionFastForwarded(Guid Account, Guid Session, long From, long To) : SecurityEvent(Account, Session);

/// <summary>The kinds of events of refreshes.</summary>
[JsonSerializable(typeof(RefreshRefused))]
[JsonSerializable(typeof(RefreshRecovered))]
[JsonSerializable(typeof(RefreshFromElsewhere))]
[JsonSerializable(typeof(RefreshTokenReused))]
[JsonSerializable(typeof(RefreshKeySuspect))]
[JsonSerializable(typeof(SessionFastForwarded))]
internal sealed partial class RefreshEvents : JsonSerializerContext
{
    private static readonly RefreshEvents Fields = new();

    public static IReadOnlyList<EventKind> Kinds { get; } =
    [
        EventKind.Of<RefreshRefused>("refresh_refused", "session_use_after_expire", Fields),
        EventKind.Of<RefreshRecovered>("refresh_recovered", "session_renewed", Fields),
        EventKind.Of<RefreshFromElsewhere>("refresh_from_elsewhere", "authn_impossible_travel", Fields),
        EventKind.Of<RefreshTokenReused>("refresh_token_reused", "authn_token_reuse", Fields),
        EventKind.Of<RefreshKeySuspect>("refresh_key_suspect", "malicious_direct_reference", Fields),
        EventKind.Of<SessionFastForwarded>("session_fast_forwarded", "session_renewed", Fields),
    ];
}
