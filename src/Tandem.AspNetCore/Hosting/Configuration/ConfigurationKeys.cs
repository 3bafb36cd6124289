using Tandem.Sessions;

using static Tandem.AspNetCore.Hosting.Configuration.ConfigurationForm;

namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>All configuration keys. The program reads them and the docs list them from here.</summary>
public static class ConfigurationKeys
{
    /// <summary>The section that holds them.</summary>
    public const string Section = "Tandem";

    private static readonly string[] Deliveries = ["cookie", "body", "both"];

    /// <summary>The keys that have an effect.</summary>
    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        Url("PublicUrl", "the first listening URL", "The address browsers use. Issuer of access tokens, origin of the refresh cookie, base of links. Must be HTTPS except on a loopback host. A path is what a proxy takes off before requests come here: `https://app.example.com/api`.",
            (options, value) => options.PublicUrl = value),
        List("Frontends", "none", "origins, such as `https://app.example.com`", "Origins of pages that may call with the refresh cookie, besides the public URL's own; CORS is granted to them, and the cookie is planned for each. HTTPS, or plain HTTP on a loopback host; native schemes such as `capacitor://localhost` are possible.",
            (options, value) => options.Frontends = value),
        Text("BasePath", "/api/auth", "a path", "Where the endpoints are.",
            (options, value) => options.BasePath = value),
        Text("DataFolder", "tandem-data", "a folder", "Where the database and the master key are kept. `--data` on the command line sets it.",
            (options, value) => options.DataFolder = value),
        Duration("AccessToken:Lifetime", "00:15:00", "1 second to 1 day", "Life of an access token: how long one works at resource servers that do not follow revocations.",
            (options, value) => options.AccessToken.Lifetime = value),
        Text("AccessToken:Audience", "the issuer", "text", "The `aud` claim that resource servers compare.",
            (options, value) => options.AccessToken.Audience = value),
        List("AccessToken:Claims", "none", "`email`", "Claims beyond the usual ones. Access tokens are readable by whoever holds them.",
            (options, value) => options.AccessToken.Claims = value),
        Duration("RefreshToken:IdleLifetime", "7.00:00:00", "longer than twice the leeway plus the access-token lifetime; at most 400 days", "How long a session lasts unused. Each rotation restarts it.",
            (options, value) => options.RefreshToken.IdleLifetime = value),
        Duration("RefreshToken:AbsoluteLifetime", "none", "at least the idle lifetime", "How long a session lasts however much it is used (ASVS 10.4.8).",
            (options, value) => options.RefreshToken.AbsoluteLifetime = value),
        Duration("RefreshToken:Leeway", "00:00:30", "0 to 10 minutes", "How long a rotated token still gets the same successor. Below 30 seconds a slow network can sign people out; zero is strict one-time use.",
            (options, value) => options.RefreshToken.Leeway = value),
        Duration("RefreshToken:RecoveryWindow", "the idle lifetime", "0 to the idle lifetime", "How long a client whose answer was lost may present its last token again. Zero signs it out.",
            (options, value) => options.RefreshToken.RecoveryWindow = value),
        List("RefreshToken:Delivery", "[\"cookie\"]", "`cookie`, `body`, `both`", "How clients may ask to receive refresh tokens; the first is the default. `body` is for programs and native apps, and refused to pages in browsers. `both` is the cookie first and the body as a fallback, for pages too, whose scripts can then read the token.",
            (options, value) => Deliver(options, value)),
        Text("RefreshToken:Cookie:Name", "derived", "`__Host-refreshToken`, `__Secure-refreshToken`, `refreshToken`", "Name of the refresh cookie. The prefixes are promises that browsers check.",
            (options, value) => options.RefreshToken.Cookie.Name = value),
        Text("RefreshToken:Cookie:Domain", "none: this host only", "the public host or a parent of it that is no public suffix", "Shares the cookie with sibling hosts. Every one of them can then set it: leave it out unless you must.",
            (options, value) => options.RefreshToken.Cookie.Domain = value),
        Text("RefreshToken:Cookie:SameSite", "Lax; for pages of other sites None", "`Lax`, `Strict`, `None`", "`Strict` suits pure single-page apps: a page opened by a link from elsewhere arrives without the cookie. `None` needs HTTPS, and is chosen by itself for front ends of other sites.",
            (options, value) => options.RefreshToken.Cookie.SameSite = value),
        Text("RefreshToken:Cookie:Path", "/", "a path that covers the refresh endpoint", "Narrows the cookie to a path; the `__Host-` prefix needs `/`.",
            (options, value) => options.RefreshToken.Cookie.Path = value),
        Flag("RefreshToken:Cookie:Partitioned", "for pages of other sites", "Whether the cookie is kept apart for each site in the address bar (CHIPS). Without it most browsers keep a cookie from other sites' pages; needs HTTPS.",
            (options, value) => options.RefreshToken.Cookie.Partitioned = value),
        Number("RateLimits:PerAddress:Login", "30", "1 to 1000000 a minute", "Sign-ins from one address (IPv6: one /64).",
            (options, value) => options.RateLimits.LoginPerAddress = value, 1, 1_000_000),
        Number("RateLimits:PerAddress:Refresh", "600", "1 to 1000000 a minute", "Refreshes and sign-outs from one address (IPv6: one /64).",
            (options, value) => options.RateLimits.RefreshPerAddress = value, 1, 1_000_000),
        Number("RateLimits:PerAddress:Mail", "5", "1 to 1000000 a minute", "Requests that send a mail, from one address (IPv6: one /64).",
            (options, value) => options.RateLimits.MailPerAddress = value, 1, 1_000_000),
        Number("RateLimits:PerAccount:Mail", "5", "1 to 1000000 a minute", "Mails to one account, whoever asks for them.",
            (options, value) => options.RateLimits.MailPerAccount = value, 1, 1_000_000),
        Flag("RateLimits:IncludeLoopback", "false", "Whether requests from this machine are limited too. What came through a known proxy is limited in any case.",
            (options, value) => options.RateLimits.IncludeLoopback = value),
        Number("Lockout:MaxFailures", "5", "1 to 100", "Wrong passwords that are evaluated before an address is locked (NIST SP 800-63B-4 §3.2.2).",
            (options, value) => options.Lockout = options.Lockout with { MaxFailures = value }, 1, 100),
        Duration("Lockout:Window", "00:15:00", "1 second to 1 day", "How long wrong passwords are remembered, from the first one.",
            (options, value) => options.Lockout = options.Lockout with { Window = value }),
        Duration("Lockout:Duration", "00:15:00", "1 second to 1 day", "How long a lock lasts.",
            (options, value) => options.Lockout = options.Lockout with { Duration = value }),
        Text("Passwords:Algorithm", "argon2id", "`argon2id`, `pbkdf2`", "Algorithm of new hashes: Argon2id (19 MiB, t=2, p=1) or PBKDF2-HMAC-SHA512 (220,000 rounds). Hashes of both are verified.",
            (options, value) => options.Passwords.Algorithm = value),
        Number("Passwords:MinimumLength", "12", "8 to 128 code points", "Shortest new password.",
            (options, value) => options.Passwords.MinimumLength = value, 8, 128),
        Number("Passwords:MaxConcurrentHashes", "number of processors", "1 to 1024", "Passwords hashed at once; eight times as many wait, the rest get 503 `busy`. Each takes 19 MiB.",
            (options, value) => options.Passwords.MaxConcurrentHashes = value, 1, 1024),
        Text("Signing:Algorithm", "ES256", "`ES256`, `RS256`", "Algorithm of new signing keys. After a change the announced key is replaced by one of the new algorithm, which takes over on schedule; tokens of both are accepted meanwhile.",
            (options, value) => options.Signing.Algorithm = value),
        Duration("Signing:RotationInterval", "30.00:00:00", "longer than `Signing:Announce`; at most 400 days", "How long a key signs before the announced one takes over.",
            (options, value) => options.Signing.RotationInterval = value),
        Duration("Signing:Announce", "1.00:00:00", "1 second or more", "How long a key is published before it signs. `jwks.json` may be cached for half of it, at most 5 minutes; a verifier that keeps keys longer than this refuses tokens after a rotation.",
            (options, value) => options.Signing.Announce = value),
        Duration("Signing:Retain", "the access token's lifetime plus 10 seconds", "that or longer; at most 400 days", "How long tokens of a key are accepted after it signed last; then it is destroyed. After shortening the access token's lifetime, keep the former value here until the tokens of before have expired.",
            (options, value) => options.Signing.Retain = value),
        Text("MasterKey", "none", "base64 of 32 bytes; several with commas, the current one first", "The root secret. Prefer a file: environments are easily read.",
            (options, value) => options.MasterKey = value) with { IsSecret = true },
        Text("MasterKeyFile", "`master.key` in the data folder, made when absent", "a file that only its owner can read", "The root secret. Without it every session ends and no signing key can be read: back it up, apart from the database.",
            (options, value) => options.MasterKeyFile = value),
        Text("Storage:Provider", "sqlite", "`sqlite`", "Where state is kept.",
            (options, value) => options.StorageProvider = value),
        Text("Storage:ConnectionString", "`tandem.db` in the data folder", "such as `Data Source=/var/lib/tandem/tandem.db`", "The database.",
            (options, value) => options.StorageConnectionString = value) with { IsSecret = true },
        Number("Sessions:MaxPerAccount", "none", "1 to 10000", "Living sessions of one account; beyond it the one used longest ago is ended.",
            (options, value) => options.MaxSessionsPerAccount = value, 1, 10_000),
        DurationOrNone("Events:Retention", "400.00:00:00", "1 day to 100 years (36500 days)", "How long security events are kept. Older ones are removed in the background, and the rest can still be checked.",
            (options, value) => options.Events.Retention = value),
        Url("Metrics:Url", "none", "Serves metrics as Prometheus text on a listener of its own, such as `http://127.0.0.1:9464`. Keep it off the public network.",
            (options, value) => options.MetricsUrl = value),
        Duration("DrainDelay", "00:00:01", "0 to 5 minutes", "How long requests are still taken after SIGTERM, while `/readyz` answers 503. Longer than your load balancer's check interval.",
            (options, value) => options.DrainDelay = value),
        List("ForwardedHeaders:KnownProxies", "none: forwarded headers are ignored", "IP addresses or networks, such as `10.0.0.0/8`", "Proxies whose `X-Forwarded-For`, `-Proto` and `-Host` are believed.",
            (options, value) => options.KnownProxies = value),
    ];

    /// <summary>Keys of the contract whose features are not in this version: accepted, reported, without effect.</summary>
    public static IReadOnlyList<string> WithoutEffect { get; } =
    [
        "RateLimits:PerAccount:Login", "RateLimits:PerAccount:Refresh", "Registration", "Links", "Smtp", "Alerts", "External",
    ];

    private static string? Deliver(TandemOptions options, IReadOnlyList<string> names)
    {
        if (names.Count == 0 || names.Any(name => !Deliveries.Contains(name)))
            return "one or more of cookie, body, both";
        options.RefreshToken.Delivery = [.. names.Select(name => Enum.Parse<SessionDelivery>(name, ignoreCase: true))];
        return null;
    }
}
