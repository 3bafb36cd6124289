using System.Text.Json.Serialization;

using Tandem.Sessions;

namespace Tandem.SecurityEvents;

/// <summary>
/// Something an operator or an auditor must be able to see. The list is closed: a kind that is not here does not exist. Each is
/// written in the transaction of the change it reports. An ordinary rotation writes none.
/// </summary>
/// <param name="AccountId">The account concerned, or null when it is not known.</param>
/// <param name="SessionId">The session concerned, or null.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AccountCreated), "account_created")]
[JsonDerivedType(typeof(AccountDisabled), "account_disabled")]
[JsonDerivedType(typeof(AccountEnabled), "account_enabled")]
[JsonDerivedType(typeof(AccountLocked), "account_locked")]
[JsonDerivedType(typeof(AccountUnlocked), "account_unlocked")]
[JsonDerivedType(typeof(RolesChanged), "roles_changed")]
[JsonDerivedType(typeof(PasswordRehashed), "password_rehashed")]
[JsonDerivedType(typeof(PasswordChanged), "password_changed")]
[JsonDerivedType(typeof(PasswordChangeFailed), "password_change_failed")]
[JsonDerivedType(typeof(LoginSucceeded), "login_succeeded")]
[JsonDerivedType(typeof(LoginFailed), "login_failed")]
[JsonDerivedType(typeof(SessionEnded), "session_ended")]
[JsonDerivedType(typeof(SessionsEnded), "sessions_ended")]
[JsonDerivedType(typeof(RefreshRefused), "refresh_refused")]
[JsonDerivedType(typeof(RefreshRecovered), "refresh_recovered")]
[JsonDerivedType(typeof(RefreshFromElsewhere), "refresh_from_elsewhere")]
[JsonDerivedType(typeof(RefreshTokenReused), "refresh_token_reused")]
[JsonDerivedType(typeof(RefreshKeySuspect), "refresh_key_suspect")]
[JsonDerivedType(typeof(SessionFastForwarded), "session_fast_forwarded")]
[JsonDerivedType(typeof(OriginRefused), "origin_refused")]
[JsonDerivedType(typeof(AccessDenied), "access_denied")]
[JsonDerivedType(typeof(RateLimited), "rate_limited")]
[JsonDerivedType(typeof(SigningKeyCreated), "signing_key_created")]
[JsonDerivedType(typeof(SigningKeyActivated), "signing_key_activated")]
[JsonDerivedType(typeof(SigningKeyRetired), "signing_key_retired")]
[JsonDerivedType(typeof(SigningKeyDestroyed), "signing_key_destroyed")]
[JsonDerivedType(typeof(MasterKeyReplaced), "master_key_replaced")]
[JsonDerivedType(typeof(MasterKeyPruned), "master_key_pruned")]
[JsonDerivedType(typeof(EventChainStarted), "event_chain_started")]
[JsonDerivedType(typeof(PersonalDataErased), "personal_data_erased")]
[JsonDerivedType(typeof(ServerStarted), "server_started")]
[JsonDerivedType(typeof(ServerStopped), "server_stopped")]
[JsonDerivedType(typeof(ClockJumped), "clock_jumped")]
[JsonDerivedType(typeof(BackupRestored), "backup_restored")]
public abstract record SecurityEvent(
    [property: JsonIgnore] Guid? AccountId,
    [property: JsonIgnore] Guid? SessionId)
{
    /// <summary>When it happened.</summary>
    [JsonIgnore]
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it came from.</summary>
    [JsonIgnore]
    public required EventContext Context { get; init; }
}

/// <summary>An account was created.</summary>
[OwaspName("user_created")]
public sealed record AccountCreated(Guid Account, IReadOnlyList<string> Roles) : SecurityEvent(Account, null);

/// <summary>An account was disabled; its sessions are over.</summary>
[OwaspName("user_archived")]
public sealed record AccountDisabled(Guid Account) : SecurityEvent(Account, null);

/// <summary>A disabled account may sign in again.</summary>
[OwaspName("user_updated")]
public sealed record AccountEnabled(Guid Account) : SecurityEvent(Account, null);

/// <summary>Too many wrong passwords: no password is evaluated for a while.</summary>
/// <param name="Account">The account, or null when the address is nobody's.</param>
/// <param name="Until">When passwords are evaluated again.</param>
[OwaspName("authn_login_lock")]
public sealed record AccountLocked(Guid? Account, DateTimeOffset Until) : SecurityEvent(Account, null);

/// <summary>An administrator lifted a lock.</summary>
[OwaspName("user_updated")]
public sealed record AccountUnlocked(Guid Account) : SecurityEvent(Account, null);

/// <summary>An account's roles changed; access tokens handed out before are refused.</summary>
[OwaspName("authz_change")]
public sealed record RolesChanged(Guid Account, IReadOnlyList<string> Before, IReadOnlyList<string> After) : SecurityEvent(Account, null);

/// <summary>A password was hashed again with the parameters now in force.</summary>
[OwaspName("sensitive_update")]
public sealed record PasswordRehashed(Guid Account) : SecurityEvent(Account, null);

/// <summary>A password was replaced; the account's sessions are over but for the one that asked for it.</summary>
/// <param name="Account">The account.</param>
/// <param name="Session">The session that goes on, or null when all ended: an administrator set the password.</param>
[OwaspName("authn_password_change")]
public sealed record PasswordChanged(Guid Account, Guid? Session) : SecurityEvent(Account, Session);

/// <summary>A change of password was refused. The caller is not told the reason.</summary>
[OwaspName("authn_password_change_fail")]
public sealed record PasswordChangeFailed(Guid Account, Guid Session, LoginFailure Reason) : SecurityEvent(Account, Session);

/// <summary>Somebody signed in.</summary>
[OwaspName("authn_login_success")]
public sealed record LoginSucceeded(Guid Account, Guid Session, IReadOnlyList<string> AuthenticationMethods) : SecurityEvent(Account, Session);

/// <summary>A sign-in was refused. The caller is not told the reason.</summary>
[OwaspName("authn_login_fail")]
public sealed record LoginFailed(Guid? Account, LoginFailure Reason) : SecurityEvent(Account, null);

/// <summary>One session was ended.</summary>
[OwaspName("session_expired")]
public sealed record SessionEnded(Guid Account, Guid Session, SessionEnd Reason) : SecurityEvent(Account, Session);

/// <summary>Several sessions of an account were ended at once.</summary>
[OwaspName("session_expired")]
public sealed record SessionsEnded(Guid Account, SessionEnd Reason) : SecurityEvent(Account, null);

/// <summary>An authentic refresh token of a session that is over or unknown was presented.</summary>
/// <param name="Account">The account, or null when the session is unknown.</param>
/// <param name="Session">The session the token names.</param>
/// <param name="Reason">Why the session is over, or null when it is unknown.</param>
[OwaspName("session_use_after_expire")]
public sealed record RefreshRefused(Guid? Account, Guid Session, SessionEnd? Reason) : SecurityEvent(Account, Session);

/// <summary>An answer had been lost; one more candidate was handed out.</summary>
[OwaspName("session_renewed")]
public sealed record RefreshRecovered(Guid Account, Guid Session, long Generation) : SecurityEvent(Account, Session);

/// <summary>A token was presented again from another network by another program.</summary>
[OwaspName("authn_impossible_travel")]
public sealed record RefreshFromElsewhere(
    Guid Account, Guid Session, [property: Personal] ClientInfo Seen, [property: Personal] ClientInfo Last) : SecurityEvent(Account, Session);

/// <summary>A token was presented that only a copy could be; the session was revoked.</summary>
/// <param name="Account">The account.</param>
/// <param name="Session">The session.</param>
/// <param name="Presented">Generation presented.</param>
/// <param name="Issued">Latest generation handed out.</param>
[OwaspName("authn_token_reuse")]
public sealed record RefreshTokenReused(Guid Account, Guid Session, long Presented, long Issued) : SecurityEvent(Account, Session);

/// <summary>A token with a right tag and a wrong secret: somebody may have the key that makes tags.</summary>
[OwaspName("malicious_direct_reference")]
public sealed record RefreshKeySuspect(Guid Account, Guid Session, uint KeyId) : SecurityEvent(Account, Session);

/// <summary>A genuine token was newer than its row: the database had lost commits.</summary>
[OwaspName("session_renewed")]
public sealed record SessionFastForwarded(Guid Account, Guid Session, long From, long To) : SecurityEvent(Account, Session);

/// <summary>A request with a cookie came from a page whose origin is not configured.</summary>
[OwaspName("malicious_cors")]
public sealed record OriginRefused(string Origin, string Path) : SecurityEvent(null, null);

/// <summary>A signed-in account asked for something that its roles do not allow.</summary>
[OwaspName("authz_fail")]
public sealed record AccessDenied(Guid Account, Guid Session, string Method, string Path) : SecurityEvent(Account, Session);

/// <summary>An address sent more requests than allowed; written once for each address and group in a minute.</summary>
[OwaspName("excess_rate_limit_exceeded")]
public sealed record RateLimited(string Group) : SecurityEvent(null, null);

/// <summary>A signing key was made.</summary>
[OwaspName("sensitive_create")]
public sealed record SigningKeyCreated(string KeyId, string Algorithm, string State) : SecurityEvent(null, null);

/// <summary>A signing key began to sign access tokens.</summary>
[OwaspName("sensitive_update")]
public sealed record SigningKeyActivated(string KeyId, string Algorithm) : SecurityEvent(null, null);

/// <summary>A signing key signs no more; tokens it signed are accepted until they have expired.</summary>
[OwaspName("sensitive_update")]
public sealed record SigningKeyRetired(string KeyId, string Algorithm) : SecurityEvent(null, null);

/// <summary>A signing key was erased; tokens it signed are refused.</summary>
/// <param name="KeyId">The <c>kid</c>.</param>
/// <param name="Algorithm">The <c>alg</c>.</param>
/// <param name="Reason">Why: <c>expired</c>, <c>replaced</c> by one of another algorithm, or <c>revoked</c>.</param>
[OwaspName("sensitive_delete")]
public sealed record SigningKeyDestroyed(string KeyId, string Algorithm, string Reason) : SecurityEvent(null, null);

/// <summary>Private keys were wrapped with another master key, which new refresh tokens are tagged with.</summary>
/// <param name="KeyId">The master key's id.</param>
/// <param name="Rewrapped">How many private keys were wrapped with another one before.</param>
[OwaspName("sensitive_update")]
public sealed record MasterKeyReplaced(uint KeyId, long Rewrapped) : SecurityEvent(null, null);

/// <summary>A master key that was replaced, and that no live refresh token can bear, was taken away.</summary>
[OwaspName("sensitive_delete")]
public sealed record MasterKeyPruned(uint KeyId) : SecurityEvent(null, null);

/// <summary>
/// The log became a chain, and took the rows into it that were there before: for those it proves nothing of the time before this event.
/// </summary>
/// <param name="Covered">Rows that were there before.</param>
[OwaspName("sys_monitor_enabled")]
public sealed record EventChainStarted(long Covered) : SecurityEvent(null, null);

/// <summary>What earlier events told of the person behind an account was erased: addresses and programs.</summary>
/// <param name="Account">The account.</param>
/// <param name="Events">Events that lost their personal fields.</param>
[OwaspName("sensitive_delete")]
public sealed record PersonalDataErased(Guid Account, long Events) : SecurityEvent(Account, null);

/// <summary>A server began to serve.</summary>
/// <param name="Version">Its version.</param>
[OwaspName("sys_startup")]
public sealed record ServerStarted(string Version) : SecurityEvent(null, null);

/// <summary>A server was told to stop, and has answered everything. Where this is missing before a start, it was killed or crashed.</summary>
[OwaspName("sys_shutdown")]
public sealed record ServerStopped() : SecurityEvent(null, null);

/// <summary>
/// The machine's clock was set by more than a minute, while the server ran or while it was stopped. The installation's clock follows
/// gradually, and nothing is purged for an hour.
/// </summary>
/// <param name="From">What it should have shown; after a stop, the newest time in the database.</param>
/// <param name="To">What it shows.</param>
/// <param name="BySeconds">By how much it was set, negative when back.</param>
[OwaspName("sensitive_update")]
public sealed record ClockJumped(DateTimeOffset From, DateTimeOffset To, long BySeconds) : SecurityEvent(null, null);

/// <summary>The database was replaced by a backup, and the signing keys with it.</summary>
/// <param name="BackedUpAt">The newest time in the backup.</param>
/// <param name="SessionsEnded">Sessions that the backup would have revived, and that were ended.</param>
/// <param name="SessionsKept">Sessions that were left alive at the operator's wish.</param>
[OwaspName("sensitive_update")]
public sealed record BackupRestored(DateTimeOffset BackedUpAt, long SessionsEnded, long SessionsKept) : SecurityEvent(null, null);
