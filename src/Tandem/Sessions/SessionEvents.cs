using System.Text.Json.Serialization;

using Tandem.SecurityEvents;

namespace Tandem.Sessions;

/// <summary>Somebody signed in.</summary>
internal sealed record LoginSucceeded(Guid Account, Guid Session, IReadOnlyList<string> AuthenticationMethods) : SecurityEvent(Account, Session);

/// <summary>One session was ended.</summary>
internal sealed record SessionEnded(Guid Account, Guid Session, SessionEnd Reason) : SecurityEvent(Account, Session);

/// <summary>Several sessions of an account were ended at once.</summary>
internal sealed record SessionsEnded(Guid Account, SessionEnd Reason) : SecurityEvent(Account, null);

/// <summary>An account has nearly as many sessions as it may have; beyond that each sign-in ends one.</summary>
/// <param name="Account">The account.</param>
/// <param name="Sessions">How many it has.</param>
/// <param name="Most">How many it may have.</param>
internal sealed record SessionLimitNear(Guid Account, long Sessions, long Most) : SecurityEvent(Account, null);

/// <summary>The kinds of events of sessions.</summary>
[JsonSerializable(typeof(LoginSucceeded))]
[JsonSerializable(typeof(SessionEnded))]
[JsonSerializable(typeof(SessionsEnded))]
[JsonSerializable(typeof(SessionLimitNear))]
internal sealed partial class SessionEvents : JsonSerializerContext
{
    private static readonly SessionEvents Fields = new();

    public static IReadOnlyList<EventKind> Kinds { get; } =
    [
        EventKind.Of<LoginSucceeded>("login_succeeded", "authn_login_success", Fields),
        EventKind.Of<SessionEnded>("session_ended", "session_expired", Fields),
        EventKind.Of<SessionsEnded>("sessions_ended", "session_expired", Fields),
        EventKind.Of<SessionLimitNear>("session_limit_near", "excess_rate_limit_exceeded", Fields),
    ];
}
