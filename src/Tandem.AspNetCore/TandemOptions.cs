using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.AspNetCore.Passwords;
using Tandem.AspNetCore.Refresh;
using Tandem.AspNetCore.SecurityEvents;
using Tandem.AspNetCore.SigningKeys;
using Tandem.Browsers.Sites;
using Tandem.Lockout;
using Tandem.Platform;
using Tandem.Sessions;
using Tandem.SigningKeys;
using Tandem.Tickets;

namespace Tandem.AspNetCore;

/// <summary>
/// Everything that can be configured, under <c>Tandem:</c> in configuration or in code. Defaults, units and bounds of each key stand
/// in <see cref="ConfigurationKeys"/>, from which the reference in the docs is made.
/// </summary>
public sealed class TandemOptions
{
    /// <summary>The URL under which browsers reach this application; null for the first listening URL.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>The path of <see cref="PublicUrl"/>, without a slash at its end: what a proxy takes off before requests come here.</summary>
    internal string PublicPath => PublicUrl?.AbsolutePath.TrimEnd('/') ?? "";

    /// <summary>Where browsers find the endpoints.</summary>
    internal string PublicBasePath => PublicPath + BasePath;

    /// <summary>Origins of front ends besides <see cref="PublicUrl"/>'s own.</summary>
    public IReadOnlyList<string> Frontends { get; set; } = [];

    /// <summary>Where the endpoints are. Default <c>/api/auth</c>.</summary>
    public string BasePath { get; set; } = "/api/auth";

    /// <summary>Where data files are kept. Default <c>tandem-data</c> in the working directory.</summary>
    public string DataFolder { get; set; } = "tandem-data";

    /// <summary>Access tokens.</summary>
    public AccessTokenOptions AccessToken { get; } = new();

    /// <summary>Refresh tokens and the sessions behind them.</summary>
    public RefreshTokenOptions RefreshToken { get; } = new();

    /// <summary>Requests per minute.</summary>
    public RateLimitOptions RateLimits { get; } = new();

    /// <summary>When wrong passwords lock an address. Default 5 in 15 minutes, for 15 minutes.</summary>
    public LockoutPolicy Lockout { get; set; } = LockoutPolicy.Default;

    /// <summary>Password hashing.</summary>
    public PasswordOptions Passwords { get; } = new();

    /// <summary>The log of security events.</summary>
    public EventOptions Events { get; } = new();

    /// <summary>Keys that sign access tokens.</summary>
    public SigningOptions Signing { get; } = new();

    /// <summary>The master key as text; null for the key file.</summary>
    public string? MasterKey { get; set; }

    /// <summary>File of the master key; null for <c>master.key</c> in the data folder, made when absent.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>Storage provider. Default <c>sqlite</c>.</summary>
    public string StorageProvider { get; set; } = "sqlite";

    /// <summary>Connection string; empty for <c>tandem.db</c> in the data folder.</summary>
    public string StorageConnectionString { get; set; } = "";

    /// <summary>Living sessions of one account; the one used longest ago is ended beyond it. Null for no limit.</summary>
    public int? MaxSessionsPerAccount { get; set; }

    /// <summary>Where metrics are served as Prometheus text, on a listener of its own; null for nowhere.</summary>
    public Uri? MetricsUrl { get; set; }

    /// <summary>Addresses of proxies whose forwarded headers are believed. Default none: they are ignored.</summary>
    public IReadOnlyList<string> KnownProxies { get; set; } = [];

    /// <summary>
    /// How long the server goes on after it was asked to stop, so that load balancers see <c>readyz</c> turn 503. Default 1 second.
    /// </summary>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What configuration said that could not be understood; reported with the faults of the checks.</summary>
    internal List<ConfigurationFault> Unreadable { get; } = [];

    /// <summary>What works for some browsers only, or is weaker than it need be.</summary>
    public IReadOnlyList<ConfigurationWarning> Warnings { get; internal set; } = [];

    /// <summary>Keys that are known and do nothing in this version.</summary>
    internal List<string> WithoutEffect { get; } = [];

    /// <summary>The front ends that are origins.</summary>
    internal IReadOnlyList<Origin> FrontendOrigins =>
        [.. Frontends.Select(text => Origin.TryParse(text, out var origin) ? origin : null).OfType<Origin>()];

    /// <summary>How long after it was made an access token may still be accepted: its life, and what clocks may differ by.</summary>
    internal TimeSpan LongestAcceptance => AccessToken.Lifetime + AccessTokenOptions.Tolerance;

    /// <summary>
    /// How long after a session was ended something of it could still be presented: an access token, or a ticket that was asked for in
    /// the last moment.
    /// </summary>
    internal TimeSpan LongestPresentation
    {
        get
        {
            var ticket = Ticket.Lifetime + AccessTokenOptions.Tolerance;
            return LongestAcceptance > ticket ? LongestAcceptance : ticket;
        }
    }

    /// <summary>The life of signing keys as the core takes it.</summary>
    internal SigningPolicy ToSigningPolicy() => new()
    {
        Algorithm = Signing.Algorithm,
        RotationInterval = Signing.RotationInterval,
        Announce = Signing.Announce,
        Retain = Signing.Retain ?? LongestAcceptance,
    };

    /// <summary>The windows and lifetimes as the core takes them.</summary>
    internal SessionPolicy ToSessionPolicy() => new()
    {
        IdleLifetime = RefreshToken.IdleLifetime,
        AbsoluteLifetime = RefreshToken.AbsoluteLifetime,
        Leeway = RefreshToken.Leeway,
        RecoveryWindow = RefreshToken.RecoveryWindow,
        MaxPerAccount = MaxSessionsPerAccount,
    };

    /// <summary>Where state is kept, as the storage takes it.</summary>
    public StorageSettings ToStorageSettings() => new(StorageProvider, StorageConnectionString, Path.GetFullPath(DataFolder));
}
