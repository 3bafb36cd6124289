using System.Text.Json.Serialization;

using Tandem.SecurityEvents;

namespace Tandem.Lockout;

/// <summary>Too many wrong passwords: no password is evaluated for a while.</summary>
/// <param name="Account">The account, or null when the address is nobody's.</param>
/// <param name="Until">When passwords are evaluated again.</param>
/// <param name="Device">Whether it concerns one device only, which had been signed in before.</param>
internal sealed record AccountLocked(Guid? Account, DateTimeOffset Until, bool Device = false) : SecurityEvent(Account, null);

/// <summary>An administrator lifted a lock.</summary>
internal sealed record AccountUnlocked(Guid Account) : SecurityEvent(Account, null);

/// <summary>The kinds of events of locks after wrong passwords.</summary>
[JsonSerializable(typeof(AccountLocked))]
[JsonSerializable(typeof(AccountUnlocked))]
internal sealed partial class LockoutEvents : JsonSerializerContext
{
    private static readonly LockoutEvents Fields = new();

    public static IReadOnlyList<EventKind> Kinds { get; } =
    [
        EventKind.Of<AccountLocked>("account_locked", "authn_login_lock", Fields),
        EventKind.Of<AccountUnlocked>("account_unlocked", "user_updated", Fields),
    ];
}
