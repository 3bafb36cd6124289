using System.Collections.Frozen;

namespace Tandem.Client.Errors;

// Made from the tables in the code by tests/Tandem.Docs.Tests. Do not edit: run it with TANDEM_UPDATE=1.

/// <summary>Every <c>code</c> a Tandem server puts into a problem document.</summary>
public static class TandemErrorCodes
{
    /// <summary>400. The body is not the JSON that the endpoint expects: broken syntax, a wrong type, a duplicate name, an unpaired surrogate, too deep.</summary>
    public const string MalformedRequest = "malformed_request";

    /// <summary>400. The body can be read, but a value in it breaks a rule.</summary>
    public const string ValidationFailed = "validation_failed";

    /// <summary>400. The query string has one of Tandem's tokens, or on Tandem's endpoints access_token, token or id_token; URLs end up in logs and histories (RFC 9700 §4.3.2).</summary>
    public const string TokenInQuery = "token_in_query";

    /// <summary>401. It is malformed, altered, from another installation, or revoked by a change of the account.</summary>
    public const string AccessTokenInvalid = "access_token_invalid";

    /// <summary>401. Access tokens live for minutes.</summary>
    public const string AccessTokenExpired = "access_token_expired";

    /// <summary>401. It was signed out, ended from another device or by an administrator, or its account changed.</summary>
    public const string SessionRevoked = "session_revoked";

    /// <summary>401. It is unknown or was used, is older than 30 seconds, or its session or account was ended or changed meanwhile.</summary>
    public const string TicketInvalid = "ticket_invalid";

    /// <summary>401. Nobody is signed in, or the client did not send the cookie.</summary>
    public const string RefreshTokenMissing = "refresh_token_missing";

    /// <summary>401. It was made with a key that this installation never had: by another server on the same host name, or before the database was replaced. No session ends.</summary>
    public const string RefreshTokenForeign = "refresh_token_foreign";

    /// <summary>401. It is malformed or was altered.</summary>
    public const string RefreshTokenInvalid = "refresh_token_invalid";

    /// <summary>401. It was not used for its idle lifetime, or reached its absolute end.</summary>
    public const string RefreshTokenExpired = "refresh_token_expired";

    /// <summary>401. A replaced refresh token was presented: two parties have tokens of one session, or a server that renders pages refreshed and did not send the new cookie to the browser. The session has ended for both.</summary>
    public const string RefreshTokenReused = "refresh_token_reused";

    /// <summary>401. It ended so long ago that it was removed, or it began after the backup from which the database was restored.</summary>
    public const string SessionUnknown = "session_unknown";

    /// <summary>401. The request has no Authorization: Bearer header.</summary>
    public const string AccessTokenMissing = "access_token_missing";

    /// <summary>401. The address is unknown, the password is wrong, or too many wrong ones were tried. The response does not say which.</summary>
    public const string InvalidCredentials = "invalid_credentials";

    /// <summary>401. The request has no session cookie, or none that is genuine.</summary>
    public const string SessionMissing = "session_missing";

    /// <summary>403. The request has the session's cookie and comes from a page whose origin is not configured.</summary>
    public const string OriginNotAllowed = "origin_not_allowed";

    /// <summary>403. The account lacks a role that this needs.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>403. The request has the session's cookie and would change something, but comes from a foreign page or without the session's CSRF token.</summary>
    public const string CsrfTokenInvalid = "csrf_token_invalid";

    /// <summary>404. There is nothing at this address, or it is not yours.</summary>
    public const string NotFound = "not_found";

    /// <summary>405. The address exists but does not support this method.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>409. Something with the same name exists, or was changed meanwhile.</summary>
    public const string Conflict = "conflict";

    /// <summary>413. A body may have at most 16 KiB.</summary>
    public const string BodyTooLarge = "body_too_large";

    /// <summary>415. The body is not declared as JSON, or is compressed.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>429. This address sent more requests in a minute than allowed.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>500. A fault in the server. Nothing was changed that was not reported.</summary>
    public const string InternalError = "internal_error";

    /// <summary>503. The database cannot be reached or written. The session goes on.</summary>
    public const string StorageUnavailable = "storage_unavailable";

    /// <summary>503. Too many passwords are waiting to be checked.</summary>
    public const string Busy = "busy";

    /// <summary>503. This API could not fetch the keys of the server that signs access tokens. The token may be valid.</summary>
    public const string SigningKeysUnavailable = "signing_keys_unavailable";

    /// <summary>The answers to a refresh that prove the session is over. Nothing else ends one.</summary>
    public static IReadOnlySet<string> Definitive { get; } = FrozenSet.ToFrozenSet(
    [
        SessionRevoked,
        RefreshTokenInvalid,
        RefreshTokenExpired,
        RefreshTokenReused,
        SessionUnknown,
    ]);
}
