namespace Tandem.AspNetCore.Http.Problems;

/// <summary>The error codes of no single room. Those of a room are declared in it; <c>TandemRooms.ErrorCodes</c> has all.</summary>
public static class ErrorCodes
{
    /// <summary>The request cannot be read.</summary>
    public static readonly ErrorCode MalformedRequest = new("malformed_request", 400, "The request cannot be read",
        "The body is not the JSON that the endpoint expects: broken syntax, a wrong type, a duplicate name, an unpaired surrogate, too deep.", "Send a JSON object with the documented members.");

    /// <summary>A value is out of bounds.</summary>
    public static readonly ErrorCode ValidationFailed = new("validation_failed", 400, "A value is not acceptable",
        "The body can be read, but a value in it breaks a rule.", "See errors for each member and its rule.");

    /// <summary>A token in a query string.</summary>
    public static readonly ErrorCode TokenInQuery = new("token_in_query", 400, "Tokens do not belong in a URL",
        "The query string has one of Tandem's tokens, or on Tandem's endpoints access_token, token or id_token; URLs end up in logs and histories (RFC 9700 §4.3.2).", "Send it as Authorization: Bearer; where no header can be set, use a ticket. Treat the token in the URL as compromised.");

    /// <summary>No access token.</summary>
    public static readonly ErrorCode AccessTokenMissing = new("access_token_missing", 401, "An access token is needed",
        "The request has no Authorization: Bearer header.", "Sign in, or refresh, and send the access token.");

    /// <summary>Not allowed.</summary>
    public static readonly ErrorCode Forbidden = new("forbidden", 403, "Not allowed",
        "The account lacks a role that this needs.", "Ask an administrator for the role.");

    /// <summary>No such resource.</summary>
    public static readonly ErrorCode NotFound = new("not_found", 404, "Not found",
        "There is nothing at this address, or it is not yours.", "Check the address.");

    /// <summary>Wrong method.</summary>
    public static readonly ErrorCode MethodNotAllowed = new("method_not_allowed", 405, "The method is not allowed",
        "The address exists but does not support this method.", "See the Allow header.");

    /// <summary>Conflict.</summary>
    public static readonly ErrorCode Conflict = new("conflict", 409, "It conflicts with what is there",
        "Something with the same name exists, or was changed meanwhile.", "Read it again, then decide.");

    /// <summary>Too large.</summary>
    public static readonly ErrorCode BodyTooLarge = new("body_too_large", 413, "The request is too large",
        "A body may have at most 16 KiB.", "Send less.");

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

    internal static IReadOnlyList<ErrorCode> Shared { get; } =
    [
        MalformedRequest, ValidationFailed, TokenInQuery, AccessTokenMissing, Forbidden, NotFound, MethodNotAllowed, Conflict, BodyTooLarge,
        UnsupportedMediaType, RateLimited, InternalError, StorageUnavailable, Busy,
    ];

    /// <summary>What an error without a body says.</summary>
    internal static ErrorCode ForStatus(int status) =>
        Shared.FirstOrDefault(error => error.Status == status) ?? (status >= 500 ? InternalError : MalformedRequest);
}
