namespace Tandem.AspNetCore.Http.Problems;

/// <summary>The table of error codes. Problem details, the docs' reference and the clients' types are made from it.</summary>
public static class ErrorCodes
{
    /// <summary>The request cannot be read.</summary>
    public static readonly ErrorCode MalformedRequest = new("malformed_request", 400, "The request cannot be read",
        "The body is not the JSON that the endpoint expects: broken syntax, a wrong type, a duplicate name, an unpaired surrogate, too deep.", "Send a JSON object with the documented members.");

    /// <summary>A value is out of bounds.</summary>
    public static readonly ErrorCode ValidationFailed = new("validation_failed", 400, "A value is not acceptable",
        "The body can be read, a value in it breaks a rule.", "See errors for each member and its rule.");

    /// <summary>A token in a query string.</summary>
    public static readonly ErrorCode TokenInQuery = new("token_in_query", 400, "Tokens do not belong in a URL",
        "The query string has access_token, token or id_token; URLs end up in logs and histories (RFC 9700 §4.3.2).", "Send it as Authorization: Bearer; where no header can be set, use a ticket. Take the token in the URL for compromised.");

    /// <summary>Wrong address or password, or locked.</summary>
    public static readonly ErrorCode InvalidCredentials = new("invalid_credentials", 401, "Address or password is wrong",
        "The address is unknown, the password wrong, or too many wrong ones were tried; which of them is not said.", "Try again, later if you are sure.");

    /// <summary>A second factor is needed.</summary>
    public static readonly ErrorCode SecondFactorRequired = new("second_factor_required", 401, "A second factor is needed",
        "The account has a second factor.", "Send a code with the challenge.");

    /// <summary>No access token.</summary>
    public static readonly ErrorCode AccessTokenMissing = new("access_token_missing", 401, "An access token is needed",
        "The request has no Authorization: Bearer header.", "Sign in, or refresh, and send the access token.");

    /// <summary>A bad access token.</summary>
    public static readonly ErrorCode AccessTokenInvalid = new("access_token_invalid", 401, "The access token is not valid",
        "It is malformed, altered, another installation's, or revoked by a change of the account.", "Refresh, and send the new access token.");

    /// <summary>An expired access token.</summary>
    public static readonly ErrorCode AccessTokenExpired = new("access_token_expired", 401, "The access token has expired",
        "Access tokens live for minutes.", "Refresh, and send the new access token.");

    /// <summary>The session was ended.</summary>
    public static readonly ErrorCode SessionRevoked = new("session_revoked", 401, "The session has been ended",
        "It was signed out, ended from another device or by an administrator, or its account changed.", "Sign in again.")
    { EndsSession = true };

    /// <summary>A bad ticket.</summary>
    public static readonly ErrorCode TicketInvalid = new("ticket_invalid", 401, "The ticket is not valid",
        "It is unknown or was used, is older than 30 seconds, or its session or account was ended or changed meanwhile.", "Ask for a new ticket for each connection. The access token may well be good: do not refresh because of this.");

    /// <summary>No refresh token.</summary>
    public static readonly ErrorCode RefreshTokenMissing = new("refresh_token_missing", 401, "No refresh token arrived",
        "Nobody is signed in in this browser, or the browser withheld the cookie.", "Sign in. If somebody was signed in, see diagnosis.");

    /// <summary>Not a refresh token.</summary>
    public static readonly ErrorCode RefreshTokenInvalid = new("refresh_token_invalid", 401, "The refresh token is not valid",
        "It is malformed, altered, or another installation's.", "Sign in again.")
    { EndsSession = true };

    /// <summary>An expired session.</summary>
    public static readonly ErrorCode RefreshTokenExpired = new("refresh_token_expired", 401, "The session has expired",
        "It was not used for its idle lifetime, or reached its absolute end.", "Sign in again.")
    { EndsSession = true };

    /// <summary>Token theft.</summary>
    public static readonly ErrorCode RefreshTokenReused = new("refresh_token_reused", 401, "A copy of the session was used",
        "A refresh token was presented that had been replaced: two parties hold tokens of one session. It has been ended for both.", "Sign in again; if this repeats, look at the devices and the programs on them.")
    { EndsSession = true };

    /// <summary>Unknown session.</summary>
    public static readonly ErrorCode SessionUnknown = new("session_unknown", 401, "There is no such session",
        "It ended so long ago that it was forgotten, or the database is another one.", "Sign in again.")
    { EndsSession = true };

    /// <summary>No page session.</summary>
    public static readonly ErrorCode SessionMissing = new("session_missing", 401, "Nobody is signed in",
        "The request has no session cookie, or none that is genuine.", "Sign in.");

    /// <summary>Bad API key.</summary>
    public static readonly ErrorCode ApiKeyInvalid = new("api_key_invalid", 401, "The API key is not valid",
        "It is malformed, unknown, expired or revoked.", "Use a living key.");

    /// <summary>Too long since sign-in.</summary>
    public static readonly ErrorCode ReauthenticationRequired = new("reauthentication_required", 401, "Sign in again for this",
        "The action needs a recent sign-in.", "Sign in again, then repeat it.");

    /// <summary>Not allowed.</summary>
    public static readonly ErrorCode Forbidden = new("forbidden", 403, "Not allowed",
        "The account lacks a role that this needs.", "Ask an administrator for the role.");

    /// <summary>Foreign origin.</summary>
    public static readonly ErrorCode OriginNotAllowed = new("origin_not_allowed", 403, "This page may not use the session",
        "The request has the session's cookie and comes from a page whose origin is not configured.", "If the page is yours, add its origin to Tandem:Frontends.");

    /// <summary>Cross-site request.</summary>
    public static readonly ErrorCode CsrfTokenInvalid = new("csrf_token_invalid", 403, "This was not sent by a page of your session",
        "The request has the session's cookie and would change something, but comes from a foreign page or without the session's CSRF token.", "Load the page again, then repeat it.");

    /// <summary>Unverified address.</summary>
    public static readonly ErrorCode EmailNotVerified = new("email_not_verified", 403, "The address is not verified",
        "The account's address has to be verified first.", "Follow the link in the mail.");

    /// <summary>No such resource.</summary>
    public static readonly ErrorCode NotFound = new("not_found", 404, "Not found",
        "There is nothing at this address, or it is not yours.", "Check the address.");

    /// <summary>Wrong method.</summary>
    public static readonly ErrorCode MethodNotAllowed = new("method_not_allowed", 405, "The method is not allowed",
        "The address exists and does not answer this method.", "See the Allow header.");

    /// <summary>Conflict.</summary>
    public static readonly ErrorCode Conflict = new("conflict", 409, "It conflicts with what is there",
        "Something with the same name exists, or was changed meanwhile.", "Read it again, then decide.");

    /// <summary>Too large.</summary>
    public static readonly ErrorCode BodyTooLarge = new("body_too_large", 413, "The request is too large",
        "The endpoints take 16 KiB of body.", "Send less.");

    /// <summary>Wrong content type.</summary>
    public static readonly ErrorCode UnsupportedMediaType = new("unsupported_media_type", 415, "The content type is not supported",
        "The body is not declared as JSON, or is compressed.", "Send Content-Type: application/json and no Content-Encoding.");

    /// <summary>Too many requests.</summary>
    public static readonly ErrorCode RateLimited = new("rate_limited", 429, "Too many requests",
        "This address sent more requests in a minute than allowed.", "Wait as long as Retry-After says.");

    /// <summary>A fault of the program.</summary>
    public static readonly ErrorCode InternalError = new("internal_error", 500, "Something went wrong here",
        "A fault in the server. Nothing was changed that was not reported.", "Try again; tell the operator the requestId.");

    /// <summary>Storage is away.</summary>
    public static readonly ErrorCode StorageUnavailable = new("storage_unavailable", 503, "Storage is not available",
        "The database cannot be reached or written. The session goes on.", "Try again as Retry-After says.");

    /// <summary>Overload.</summary>
    public static readonly ErrorCode Busy = new("busy", 503, "Too busy",
        "Too many passwords are waiting to be checked.", "Try again as Retry-After says.");

    /// <summary>A resource server without the issuer's keys.</summary>
    public static readonly ErrorCode SigningKeysUnavailable = new("signing_keys_unavailable", 503, "Access tokens cannot be checked now",
        "This API could not fetch the keys of the server that signs access tokens. The token may be good.", "Keep the token and try again as Retry-After says.");

    /// <summary>All codes, in the order of their status.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        MalformedRequest, ValidationFailed, TokenInQuery,
        InvalidCredentials, SecondFactorRequired, AccessTokenMissing, AccessTokenInvalid, AccessTokenExpired, SessionRevoked, TicketInvalid,
        RefreshTokenMissing, RefreshTokenInvalid, RefreshTokenExpired, RefreshTokenReused, SessionUnknown, SessionMissing, ApiKeyInvalid, ReauthenticationRequired,
        Forbidden, OriginNotAllowed, CsrfTokenInvalid, EmailNotVerified,
        NotFound, MethodNotAllowed, Conflict, BodyTooLarge, UnsupportedMediaType,
        RateLimited, InternalError, StorageUnavailable, Busy, SigningKeysUnavailable,
    ];
}
