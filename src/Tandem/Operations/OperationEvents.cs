using System.Text.Json.Serialization;

using Tandem.SecurityEvents;

namespace Tandem.Operations;

/// <summary>A request with a cookie, a sign-in or a preflight came from a page whose origin is not configured.</summary>
internal sealed record OriginRefused(string Origin, string Path) : LimitedEvent(null, null);

/// <summary>A signed-in account asked for something that its roles do not allow.</summary>
internal sealed record AccessDenied(Guid Account, Guid Session, string Method, string Path) : LimitedEvent(Account, Session)
{
    internal override RefusalParty Party => RefusalParty.Of(Session, Account);
}

/// <summary>An address sent more requests than allowed; each group of endpoints is counted by itself.</summary>
internal sealed record RateLimited(string Group) : LimitedEvent(null, null)
{
    internal override RefusalParty Party
    {
        get
        {
            var (name, shared) = base.Party;
            return new($"{Group} {name}", $"{Group} {shared}");
        }
    }
}

/// <summary>A server began to serve.</summary>
/// <param name="Version">Its version.</param>
internal sealed record ServerStarted(string Version) : SecurityEvent(null, null);

/// <summary>A server was told to stop, and has answered everything. Where this is missing before a start, it was killed or crashed.</summary>
internal sealed record ServerStopped() : SecurityEvent(null, null);

/// <summary>
/// The machine's clock was set by more than a minute, while the server ran or while it was stopped. The installation's clock follows
/// gradually, and nothing is purged for an hour.
/// </summary>
/// <param name="From">What it should have shown; after a stop, the newest time in the database.</param>
/// <param name="To">What it shows.</param>
/// <param name="BySeconds">By how much it was set, negative when back.</param>
internal sealed record ClockJumped(DateTimeOffset From, DateTimeOffset To, long BySeconds) : SecurityEvent(null, null);

/// <summary>The database was replaced by a backup, and the signing keys with it.</summary>
/// <param name="BackedUpAt">The newest time in the backup.</param>
/// <param name="SessionsEnded">Sessions that the backup would have revived, and that were ended.</param>
/// <param name="SessionsKept">Sessions that were left alive at the operator's wish.</param>
internal sealed record BackupRestored(DateTimeOffset BackedUpAt, long SessionsEnded, long SessionsKept) : SecurityEvent(null, null);

/// <summary>The kinds of events of the running server: starts, clock, backups, refused requests.</summary>
[JsonSerializable(typeof(OriginRefused))]
[JsonSerializable(typeof(AccessDenied))]
[JsonSerializable(typeof(RateLimited))]
[JsonSerializable(typeof(ServerStarted))]
[JsonSerializable(typeof(ServerStopped))]
[JsonSerializable(typeof(ClockJumped))]
[JsonSerializable(typeof(BackupRestored))]
internal sealed partial class OperationEvents : JsonSerializerContext
{
    private static readonly OperationEvents Fields = new();

    public static IReadOnlyList<EventKind> Kinds { get; } =
    [
        EventKind.Of<OriginRefused>("origin_refused", "malicious_cors", Fields),
        EventKind.Of<AccessDenied>("access_denied", "authz_fail", Fields),
        EventKind.Of<RateLimited>("rate_limited", "excess_rate_limit_exceeded", Fields),
        EventKind.Of<ServerStarted>("server_started", "sys_startup", Fields),
        EventKind.Of<ServerStopped>("server_stopped", "sys_shutdown", Fields),
        EventKind.Of<ClockJumped>("clock_jumped", "sensitive_update", Fields),
        EventKind.Of<BackupRestored>("backup_restored", "sensitive_update", Fields),
    ];
}
