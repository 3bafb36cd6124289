using System.Text.Json.Serialization;

using Tandem.Sessions;

namespace Tandem.Events;

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
public sealed record AccountCreated(Guid Account, IReadOnlyList<string> Roles) : SecurityEvent(Account, null);

/// <summary>An account was disabled; its sessions are over.</summary>
public sealed record AccountDisabled(Guid Account) : SecurityEvent(Account, null);

/// <summary>A disabled account may sign in again.</summary>
public sealed record AccountEnabled(Guid Account) : SecurityEvent(Account, null);

/// <summary>Too many wrong passwords: no password is evaluated for a while.</summary>
/// <param name="Account">The account, or null when the address is nobody's.</param>
/// <param name="Until">When passwords are evaluated again.</param>
public sealed record AccountLocked(Guid? Account, DateTimeOffset Until) : SecurityEvent(Account, null);

/// <summary>An administrator lifted a lock.</summary>
public sealed record AccountUnlocked(Guid Account) : SecurityEvent(Account, null);

/// <summary>An account's roles changed; access tokens handed out before are refused.</summary>
public sealed record RolesChanged(Guid Account, IReadOnlyList<string> Before, IReadOnlyList<string> After) : SecurityEvent(Account, null);

/// <summary>A password was hashed again with the parameters now in force.</summary>
public sealed record PasswordRehashed(Guid Account) : SecurityEvent(Account, null);

/// <summary>Somebody signed in.</summary>
public sealed record LoginSucceeded(Guid Account, Guid Session, IReadOnlyList<string> AuthenticationMethods) : SecurityEvent(Account, Session);

/// <summary>A sign-in was refused. The caller is not told the reason.</summary>
public sealed record LoginFailed(Guid? Account, LoginFailure Reason) : SecurityEvent(Account, null);

/// <summary>One session was ended.</summary>
public sealed record SessionEnded(Guid Account, Guid Session, SessionEnd Reason) : SecurityEvent(Account, Session);

/// <summary>Several sessions of an account were ended at once.</summary>
public sealed record SessionsEnded(Guid Account, SessionEnd Reason) : SecurityEvent(Account, null);

/// <summary>An authentic refresh token of a session that is over or unknown was presented.</summary>
/// <param name="Account">The account, or null when the session is unknown.</param>
/// <param name="Session">The session the token names.</param>
/// <param name="Reason">Why the session is over, or null when it is unknown.</param>
public sealed record RefreshRefused(Guid? Account, Guid Session, SessionEnd? Reason) : SecurityEvent(Account, Session);

/// <summary>An answer had been lost; one more candidate was handed out.</summary>
public sealed record RefreshRecovered(Guid Account, Guid Session, long Generation) : SecurityEvent(Account, Session);

/// <summary>A token was presented again from another network by another program.</summary>
public sealed record RefreshFromElsewhere(Guid Account, Guid Session, ClientInfo Seen, ClientInfo Last) : SecurityEvent(Account, Session);

/// <summary>A token was presented that only a copy could be; the session was revoked.</summary>
/// <param name="Account">The account.</param>
/// <param name="Session">The session.</param>
/// <param name="Presented">Generation presented.</param>
/// <param name="Issued">Latest generation handed out.</param>
public sealed record RefreshTokenReused(Guid Account, Guid Session, long Presented, long Issued) : SecurityEvent(Account, Session);

/// <summary>A token with a right tag and a wrong secret: somebody may have the key that makes tags.</summary>
public sealed record RefreshKeySuspect(Guid Account, Guid Session, uint KeyId) : SecurityEvent(Account, Session);

/// <summary>A genuine token was newer than its row: the database had lost commits.</summary>
public sealed record SessionFastForwarded(Guid Account, Guid Session, long From, long To) : SecurityEvent(Account, Session);

/// <summary>A request with a cookie came from a page whose origin is not configured.</summary>
public sealed record OriginRefused(string Origin, string Path) : SecurityEvent(null, null);

/// <summary>A signed-in account asked for something that its roles do not allow.</summary>
public sealed record AccessDenied(Guid Account, Guid Session, string Method, string Path) : SecurityEvent(Account, Session);

/// <summary>An address sent more requests than allowed; written once for each address and group in a minute.</summary>
public sealed record RateLimited(string Group) : SecurityEvent(null, null);

/// <summary>A signing key was made.</summary>
public sealed record SigningKeyCreated(string KeyId, string Algorithm, string State) : SecurityEvent(null, null);

/// <summary>A signing key began to sign access tokens.</summary>
public sealed record SigningKeyActivated(string KeyId, string Algorithm) : SecurityEvent(null, null);

/// <summary>A signing key signs no more; tokens it signed are accepted until they have expired.</summary>
public sealed record SigningKeyRetired(string KeyId, string Algorithm) : SecurityEvent(null, null);

/// <summary>A signing key was erased; tokens it signed are refused.</summary>
/// <param name="KeyId">The <c>kid</c>.</param>
/// <param name="Algorithm">The <c>alg</c>.</param>
/// <param name="Reason">Why: <c>expired</c>, <c>replaced</c> by one of another algorithm, or <c>revoked</c>.</param>
public sealed record SigningKeyDestroyed(string KeyId, string Algorithm, string Reason) : SecurityEvent(null, null);

/// <summary>Private keys were wrapped with another master key, which new refresh tokens are tagged with.</summary>
/// <param name="KeyId">The master key's id.</param>
/// <param name="Rewrapped">How many private keys were wrapped with another one before.</param>
public sealed record MasterKeyReplaced(uint KeyId, long Rewrapped) : SecurityEvent(null, null);

/// <summary>A master key that was replaced, and that no live refresh token can bear, was taken away.</summary>
public sealed record MasterKeyPruned(uint KeyId) : SecurityEvent(null, null);
