namespace Tandem.Setups.Testing;

/// <summary>Set-ups that people have, each with one cause.</summary>
public static class BrokenSetups
{
    private const string Railway = "api.up.railway.app";
    private const string SoundCors = """{ "origin": "{page}", "credentials": true, "allowedHeaders": ["Content-Type", "Authorization"] }""";
    private const string SoundCookie = """{ "path": "/", "httpOnly": true, "secure": true, "sameSite": "lax", "maxAge": 604800000 }""";
    private const string CrossSiteCookie = """{ "path": "/", "httpOnly": true, "secure": true, "sameSite": "none", "partitioned": true, "maxAge": 604800000 }""";
    private const string LaxLine = "Set-Cookie: refreshToken=...; Max-Age=604800; Path=/; Secure; HttpOnly; SameSite=Lax";
    private const string CrossSiteLine = "Set-Cookie: refreshToken=...; Max-Age=604800; Path=/; Secure; HttpOnly; SameSite=None; Partitioned";

    private const string Invalid = "Bearer error=\"invalid_token\"";

    private static readonly BackEnd Sound = new();
    private static readonly BackEnd SoundExpress = Express();
    private static readonly BackEnd CrossSiteExpress = Express(cookie: CrossSiteCookie) with { Api = Railway };

    /// <summary>It works until the page has tracing.</summary>
    public static BackEnd WithoutTracing { get; } =
        Express(cors: """{ "origin": "{page}", "credentials": true, "allowedHeaders": ["Content-Type", "Authorization", "traceparent"] }""");

    /// <summary>All of them; each finding once.</summary>
    public static IReadOnlyList<BrokenSetup> All { get; } =
    [
        // The origin: every answer to the page is unreadable.
        new("cors_origin_wildcard", "origin: 'https://crm.example.com", Express(cors: """{ "origin": "*", "credentials": true }"""), SoundExpress),
        new("cors_origin_other", "Access-Control-Allow-Origin: https://crm.example.com", Express(cors: """{ "origin": "https://www.example.com", "credentials": true }"""), SoundExpress),
        new("cors_credentials_missing", "credentials: true", Express(cors: """{ "origin": "{page}" }"""), SoundExpress),
        new("cors_origin_missing", "Access-Control-Allow-Origin: https://crm.example.com", Sound with { AllowOrigin = null, AllowCredentials = false }, Sound),
        new("cors_header_missing", "Access-Control-Allow-Headers: Content-Type, Authorization",
            Express(cors: """{ "origin": "{page}", "credentials": true, "allowedHeaders": ["X-API-Key"] }"""), SoundExpress),
        new("cors_preflight_status", "app.use(cors({ origin: 'https://crm.example.com", SoundExpress with { Express = Options(SoundCors, SoundCookie, """, "authenticatesFirst": true""") }, SoundExpress),
        new("cors_doubled", "proxy_hide_header Access-Control-Allow-Origin;", Sound with { AllowOrigin = "{page}, {page}" }, Sound),
        new("cors_errors_unreadable", "always", Sound with { ErrorsLackCors = true }, Sound),
        new("cors_any_origin", "origin: ['https://crm.example.com']", Express(cors: """{ "origin": true, "credentials": true }"""), SoundExpress) { IsError = false },
        new("cors_vary_missing", "Vary: Origin", Sound with { VariesByOrigin = false }, Sound) { IsError = false },
        new("cors_challenge_hidden", "exposedHeaders: ['WWW-Authenticate']", Sound with { Challenge = Invalid },
            Sound with { Challenge = Invalid, Headers = new Dictionary<string, string> { ["Cache-Control"] = "no-store", ["Access-Control-Expose-Headers"] = "WWW-Authenticate" } }) { IsError = false },
        new("preflight_redirected", "https://api.example.com/api/auth/refresh", Sound with { RedirectsPreflightTo = "https://api.example.com/api/auth/refresh" }, Sound),
        new("answer_redirected", "https://www.api.example.com/", Sound with { RedirectsTo = "https://www.api.example.com/" }, Sound),

        // The cookie: not kept, or not sent.
        new("same_site_cross_site", CrossSiteLine, SoundExpress with { Api = Railway }, CrossSiteExpress),
        new("third_party_blocked", CrossSiteLine,
            Express(cookie: """{ "path": "/", "httpOnly": true, "secure": true, "sameSite": "none", "maxAge": 604800000 }""") with { Api = Railway }, CrossSiteExpress),
        new("none_needs_secure", LaxLine, Express(cookie: """{ "path": "/", "httpOnly": true, "sameSite": "none", "maxAge": 604800000 }"""), SoundExpress),
        new("foreign_domain", LaxLine, Express(cookie: """{ "path": "/", "httpOnly": true, "secure": true, "sameSite": "lax", "maxAge": 604800000, "domain": "example.org" }"""), SoundExpress),
        new("public_suffix_domain", CrossSiteLine,
            Express(cookie: """{ "path": "/", "httpOnly": true, "secure": true, "sameSite": "none", "partitioned": true, "maxAge": 604800000, "domain": "up.railway.app" }""") with { Api = Railway },
            CrossSiteExpress),
        new("other_path", LaxLine, Express(cookie: """{ "path": "/api/v2", "httpOnly": true, "secure": true, "sameSite": "lax", "maxAge": 604800000 }"""), SoundExpress),
        new("short_life", "maxAge: 7 * 24 * 60 * 60 * 1000", Express(cookie: """{ "path": "/", "httpOnly": true, "secure": true, "sameSite": "lax", "maxAge": 604800 }"""), SoundExpress),
        new("cookie_deleted", "Set Max-Age", Sound with { Cookie = "refreshToken={token}; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Secure; HttpOnly; SameSite=Lax" }, Sound),
        new("cookie_life_ignored", LaxLine, Sound with { Cookie = "refreshToken={token}; Max-Age=7d; Path=/; Secure; HttpOnly; SameSite=Lax" }, Sound) { IsError = false },
        new("host_prefix", "Set-Cookie: __Host-refreshToken=...; Max-Age=604800; Path=/; Secure; HttpOnly; SameSite=Lax",
            Sound with { Cookie = "__Host-refreshToken={token}; Max-Age=604800; Domain=example.com; Path=/; Secure; HttpOnly; SameSite=Lax" },
            Sound with { Cookie = "__Host-refreshToken={token}; Max-Age=604800; Path=/; Secure; HttpOnly; SameSite=Lax" }),
        new("secure_missing", "app.set('trust proxy', 1)", Sound with { Cookie = "refreshToken={token}; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax" }, Sound) { IsError = false },
        new("http_only_missing", LaxLine, Sound with { Cookie = "refreshToken={token}; Max-Age=604800; Path=/; Secure; SameSite=Lax" }, Sound) { IsError = false },
        new("same_site_missing", LaxLine, Sound with { Cookie = "refreshToken={token}; Max-Age=604800; Path=/; Secure; HttpOnly" }, Sound) { IsError = false },
        new("duplicate_cookies", LaxLine,
            Sound with { CookieOfRefresh = "refreshToken={token}; Max-Age=604800; Domain=example.com; Path=/; Secure; HttpOnly; SameSite=Lax" }, Sound),
        new("other_host", "https://api.example.com", Sound with { RefreshHost = "auth.example.com" }, Sound),
        new("framed_by_other_site", CrossSiteLine, Sound with { FramedBy = "portal.example.net" },
            Sound with { FramedBy = "portal.example.net", Cookie = "refreshToken={token}; Max-Age=604800; Path=/; Secure; HttpOnly; SameSite=None; Partitioned" }),

        // What stands between page and application.
        new("set_cookie_missing", "proxy_hide_header Set-Cookie;", Sound with { Cookie = null }, Sound),
        new("set_cookie_merged", "getSetCookie()", Sound with { Cookie = "csrf=a; Path=/; Secure, refreshToken={token}; Max-Age=604800; Path=/; Secure; HttpOnly; SameSite=Lax" }, Sound),
        new("token_from_cache", "proxy_cache off;", Sound with { Headers = new Dictionary<string, string> { ["Age"] = "12", ["X-Cache"] = "HIT from edge" } }, Sound),
        new("token_cacheable", "Cache-Control: no-store", Sound with { Headers = new Dictionary<string, string>() }, Sound) { IsError = false },
        new("html_answer", "location /api/", Sound with { AnswersHtml = true }, Sound),
        new("refresh_not_found", "proxy_pass http://127.0.0.1:5080;", Sound with { BasePath = "/auth" }, Sound),
        new("clock_skew", "timedatectl set-ntp true", Sound with { ClockAhead = TimeSpan.FromMinutes(20) }, Sound) { IsError = false },
        new("plain_http_api", "https://api.example.com", Sound with { IsPlainHttp = true, Cookie = "refreshToken={token}; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax" }, Sound),
        new("tls_expired", "certbot renew", Sound with { Certificate = CertificateKind.Expired }, Sound),
        new("tls_name", "a certificate for api.example.com", Sound with { Certificate = CertificateKind.OtherName }, Sound),
        new("tls_untrusted", "fullchain.pem", Sound with { Certificate = CertificateKind.SelfSigned }, Sound),
    ];

    private static BackEnd Express(string cors = SoundCors, string cookie = SoundCookie) => new() { Express = Options(cors, cookie) };

    private static string Options(string cors, string cookie, string more = "") => $$"""{ "cors": {{cors}}, "cookie": {{cookie}}{{more}} }""";
}
