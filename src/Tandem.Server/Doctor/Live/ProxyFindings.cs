using System.Text.Json;

using Tandem.AspNetCore.Http.Pipeline;
using Tandem.Browsers.Doctor;

namespace Tandem.Server.Doctor.Live;

/// <summary>What a proxy between the page and the API does to requests, apart from the cookie.</summary>
internal static class ProxyFindings
{
    /// <summary>An address that is nobody's (RFC 5737): the sign-in claims to be forwarded for it.</summary>
    public const string ForgedAddress = "203.0.113.7";

    private const string ForgedNetwork = "203.0.113.";

    /// <summary>A long cookie, as applications have beside the session's: browsers store up to 4 KB.</summary>
    public static (string Name, string Value) LongCookie { get; } = ("Cookie", "tandem-doctor=" + new string('0', 3_000));

    /// <summary>A token of the length that access tokens with some claims and roles have.</summary>
    public static (string Name, string Value) LongToken { get; } = ("Authorization", "Bearer " + new string('0', 1_000));

    /// <summary>Whether a POST without a length is refused, where the same with a length was answered otherwise.</summary>
    public static Finding? OfLength(LiveResponse usual, LiveResponse? unsized) => unsized is { Status: var status } && (status == usual.Status || status is not (400 or 411 or 501 or 505))
        ? null
        : LiveRule.LengthRequired.Found(FindingSeverity.Warning,
            $"{usual.Request} without Content-Length {(unsized is null ? "was not answered" : $"was answered {unsized.Status}")}; with Content-Length: 0 it was answered {usual.Status}.",
            "nginx: `proxy_http_version 1.1;`. lighttpd and Traffic Server have no setting: let clients send a length, as browsers do. curl: `-d ''` instead of `-X POST`");

    /// <summary>Whether 4 KB of cookie and token are too much, where the request without them was answered otherwise.</summary>
    public static Finding? OfHeaderLimit(LiveResponse usual, LiveResponse? large) => large is { Status: var status } && (status == usual.Status || status is not (400 or 413 or 414 or 431 or 494 or >= 500))
        ? null
        : LiveRule.HeaderLimit.Found(FindingSeverity.Warning,
            $"{usual.Request} with a cookie of 3 KB and a token of 1 KB {(large is null ? "was not answered" : $"was answered {large.Status}")}; without them it was answered {usual.Status}.",
            "Allow 8 KB of request headers or more. nginx: `large_client_header_buffers 4 8k;` Apache: `LimitRequestFieldSize 8190` HAProxy: `tune.bufsize 16384` Varnish: `-p http_req_hdr_len=8k` lighttpd: `server.max-request-field-size = 8192` Node: `--max-http-header-size=16384`");

    /// <summary>Whether two requests got the very same response.</summary>
    public static Finding? OfRepeat(LiveResponse first, LiveResponse? second) =>
        first.Header(RequestIdMiddleware.Header) is { Length: > 0 } id && id == second?.Header(RequestIdMiddleware.Header)
            ? LiveRule.TokenFromCache.Found(FindingSeverity.Error, $"Two requests to {first.Request} got one response: both have the same {RequestIdMiddleware.Header}.", ResponseFindings.CacheFix)
            : null;

    /// <summary>What the list of one's own sessions shows: whether <c>Authorization</c> arrived, and which address the server believes.</summary>
    public static Finding? OfSessions(LiveResponse? sessions)
    {
        if (sessions is null)
            return null;
        if (sessions.Status == 401 && sessions.Member("code") == "access_token_missing")
        {
            return LiveRule.AuthorizationDropped.Found(FindingSeverity.Error, $"{sessions.Request} with Authorization: Bearer was answered 401 access_token_missing: the header did not arrive.",
                "nginx: no `proxy_set_header Authorization \"\";` Squid: `login=PASSTHRU` at cache_peer. Varnish: no `unset req.http.Authorization;` Apache as a gateway to CGI: `CGIPassAuth On`");
        }

        return CurrentAddress(sessions)?.StartsWith(ForgedNetwork, StringComparison.Ordinal) == true
            ? LiveRule.AddressForged.Found(FindingSeverity.Warning,
                $"The sign-in of this check claimed to be forwarded for {ForgedAddress}, and the server believed it: rate limits, sessions and events name whatever address a client makes up.",
                "nginx: `proxy_set_header X-Forwarded-For $remote_addr;` HAProxy: `http-request set-header X-Forwarded-For %[src]` Apache: `RequestHeader unset X-Forwarded-For early` Varnish: `set req.http.X-Forwarded-For = client.ip;` "
                + "Squid: `forwarded_for truncate` nghttpx: `--strip-incoming-x-forwarded-for` Vite and http-proxy: `proxy.on('proxyReq', (request, { socket }) => request.setHeader('X-Forwarded-For', socket.remoteAddress))`. Next.js cannot: leave KnownProxies empty. Caddy and YARP do it by default. Tandem:ForwardedHeaders:KnownProxies lists proxies only, no clients")
            : null;
    }

    private static string? CurrentAddress(LiveResponse sessions)
    {
        try
        {
            using var document = JsonDocument.Parse(sessions.Body);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? document.RootElement.EnumerateArray().Where(IsCurrent).Select(session => session.TryGetProperty("ip", out var ip) ? ip.ToString() : null).FirstOrDefault()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsCurrent(JsonElement session) =>
        session.ValueKind == JsonValueKind.Object && session.TryGetProperty("current", out var current) && current.ValueKind == JsonValueKind.True;
}
