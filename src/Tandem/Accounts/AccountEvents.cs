using System.Text.Json.Serialization;

using Tandem.SecurityEvents;

namespace Tandem.Accounts;

/// <summary>An account was created.</summary>
internal sealed record AccountCreated(Guid Account, IReadOnlyList<string> Roles) : SecurityEvent(Account, null);

/// <summary>An account was disabled; its sessions are over.</summary>
internal sealed record AccountDisabled(Guid Account) : SecurityEvent(Account, null);

/// <summary>A disabled account may sign in again.</summary>
internal sealed record AccountEnabled(Guid Account) : SecurityEvent(Account, null);

/// <summary>An account's roles changed; access tokens handed out before are refused.</summary>
internal sealed record RolesChanged(Guid Account, IReadOnlyList<string> Before, IReadOnlyList<string> After) : SecurityEvent(Account, null);

/// <summary>The kinds of events of accounts.</summary>
[JsonSerializable(typeof(AccountCreated))]
[JsonSerializable(typeof(AccountDisabled))]
[JsonSerializable(typeof(AccountEnabled))]
[JsonSerializable(typeof(RolesChanged))]
internal sealed partial class AccountEvents : JsonSerializerContext
{
    private static readonly AccountEvents Fields = new();

    public static IReadOnlyList<EventKind> Kinds { get; } =
    [
        EventKind.Of<AccountCreated>("account_created", "user_created", Fields),
        EventKind.Of<AccountDisabled>("account_disabled", "user_archived", Fields),
        EventKind.Of<AccountEnabled>("account_enabled", "user_updated", Fields),
        EventKind.Of<RolesChanged>("roles_changed", "authz_change", Fields),
    ];
}
