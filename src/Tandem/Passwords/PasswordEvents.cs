using System.Text.Json.Serialization;

using Tandem.SecurityEvents;

namespace Tandem.Passwords;

/// <summary>A password was hashed again with the parameters now in force.</summary>
internal sealed record PasswordRehashed(Guid Account) : SecurityEvent(Account, null);

/// <summary>A password was replaced; the account's sessions are over but for the one that asked for it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Session">The session that goes on, or null when all ended: an administrator set the password.</param>
internal sealed record PasswordChanged(Guid Account, Guid? Session) : SecurityEvent(Account, Session);

/// <summary>A change of password was refused. The caller is not told the reason.</summary>
internal sealed record PasswordChangeFailed(Guid Account, Guid Session, LoginFailure Reason) : SecurityEvent(Account, Session);

/// <summary>The kinds of events of passwords.</summary>
[JsonSerializable(typeof(PasswordRehashed))]
[JsonSerializable(typeof(PasswordChanged))]
[JsonSerializable(typeof(PasswordChangeFailed))]
internal sealed partial class PasswordEvents : JsonSerializerContext
{
    private static readonly PasswordEvents Fields = new();

    public static IReadOnlyList<EventKind> Kinds { get; } =
    [
        EventKind.Of<PasswordRehashed>("password_rehashed", "sensitive_update", Fields),
        EventKind.Of<PasswordChanged>("password_changed", "authn_password_change", Fields),
        EventKind.Of<PasswordChangeFailed>("password_change_failed", "authn_password_change_fail", Fields),
    ];
}
