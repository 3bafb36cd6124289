using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.AspNetCore.Lockout;
using Tandem.AspNetCore.MasterKeys;
using Tandem.AspNetCore.Passwords;
using Tandem.AspNetCore.Refresh;
using Tandem.AspNetCore.SecurityEvents;
using Tandem.AspNetCore.Sessions;
using Tandem.AspNetCore.SigningKeys;
using Tandem.Lockout;
using Tandem.Platform;

namespace Tandem.AspNetCore;

/// <summary>
/// Everything that can be configured, under <c>Tandem:</c> in configuration or in code. Defaults, units and bounds of each key stand
/// in <see cref="ConfigurationKeys"/>, from which the reference in the docs is made.
/// </summary>
public sealed class TandemOptions
{
    /// <summary>With the defaults.</summary>
    public TandemOptions() => Parts.Add(RefreshToken.Cookie);

    /// <summary>The URL under which browsers reach this application; null for the first listening URL.</summary>
    public Uri? PublicUrl { get => Address.PublicUrl; set => Address.PublicUrl = value; }

    /// <summary>Origins of front ends besides <see cref="PublicUrl"/>'s own.</summary>
    public IReadOnlyList<string> Frontends { get => Address.Frontends; set => Address.Frontends = value; }

    /// <summary>Where the endpoints are. Default <c>/api/auth</c>.</summary>
    public string BasePath { get => Address.BasePath; set => Address.BasePath = value; }

    /// <summary>What pages of the front ends may send and read beyond what Tandem needs.</summary>
    public CorsHeaderOptions Cors => Parts.Get<CorsHeaderOptions>();

    /// <summary>Headers that protect a whole host. Default: on Tandem's own responses only.</summary>
    public SecurityHeaderOptions SecurityHeaders => Parts.Get<SecurityHeaderOptions>();

    /// <summary>Where data files are kept. Default <c>tandem-data</c> in the working directory.</summary>
    public string DataFolder { get => Hosting.DataFolder; set => Hosting.DataFolder = value; }

    /// <summary>Access tokens.</summary>
    public AccessTokenOptions AccessToken => Parts.Get<AccessTokenOptions>();

    /// <summary>Refresh tokens and the sessions behind them.</summary>
    public RefreshTokenOptions RefreshToken => Parts.Get<RefreshTokenOptions>();

    /// <summary>Requests per minute.</summary>
    public RateLimitOptions RateLimits => Parts.Get<RateLimitOptions>();

    /// <summary>When wrong passwords lock an address. Default 5 in 15 minutes, for 15 minutes.</summary>
    public LockoutPolicy Lockout { get => Parts.Get<LockoutOptions>().Policy; set => Parts.Get<LockoutOptions>().Policy = value; }

    /// <summary>Password hashing.</summary>
    public PasswordOptions Passwords => Parts.Get<PasswordOptions>();

    /// <summary>The log of security events.</summary>
    public EventOptions Events => Parts.Get<EventOptions>();

    /// <summary>Keys that sign access tokens.</summary>
    public SigningOptions Signing => Parts.Get<SigningOptions>();

    /// <summary>The master key as text; null for the key file.</summary>
    public string? MasterKey { get => MasterKeys.Key; set => MasterKeys.Key = value; }

    /// <summary>File of the master key; null for <c>master.key</c> in the data folder, made when absent.</summary>
    public string? MasterKeyFile { get => MasterKeys.File; set => MasterKeys.File = value; }

    /// <summary>Storage provider. Default <c>sqlite</c>.</summary>
    public string StorageProvider { get => Hosting.StorageProvider; set => Hosting.StorageProvider = value; }

    /// <summary>Connection string; empty for <c>tandem.db</c> in the data folder.</summary>
    public string StorageConnectionString { get => Hosting.StorageConnectionString; set => Hosting.StorageConnectionString = value; }

    /// <summary>Living sessions of one account; a sign-in beyond it ends the one used longest ago. Default 200; null for no limit.</summary>
    public int? MaxSessionsPerAccount { get => Parts.Get<SessionLimitOptions>().MaxPerAccount; set => Parts.Get<SessionLimitOptions>().MaxPerAccount = value; }

    /// <summary>Where metrics are served as Prometheus text, on a listener of its own; null for nowhere.</summary>
    public Uri? MetricsUrl { get => Hosting.MetricsUrl; set => Hosting.MetricsUrl = value; }

    /// <summary>Addresses of proxies whose forwarded headers are believed. Default none: they are ignored.</summary>
    public IReadOnlyList<string> KnownProxies { get => Parts.Get<KnownProxyOptions>().Proxies; set => Parts.Get<KnownProxyOptions>().Proxies = value; }

    /// <summary>Whether <c>openapi.json</c> describes the application's own endpoints too. Default false: anybody may read it.</summary>
    public bool OpenApiIncludesApplication { get => Parts.Get<OpenApiEndpointOptions>().IncludeApplication; set => Parts.Get<OpenApiEndpointOptions>().IncludeApplication = value; }

    /// <summary>
    /// Whether the application's own OpenAPI documents describe Tandem's endpoints too, with the bearer scheme they need. Default false.
    /// </summary>
    public bool OpenApiInApplicationDocuments { get => Parts.Get<OpenApiEndpointOptions>().InApplicationDocuments; set => Parts.Get<OpenApiEndpointOptions>().InApplicationDocuments = value; }

    /// <summary>
    /// How long the server goes on after it was asked to stop, so that load balancers see <c>readyz</c> turn 503. Default 1 second.
    /// </summary>
    public TimeSpan DrainDelay { get => Hosting.DrainDelay; set => Hosting.DrainDelay = value; }

    /// <summary>What works for some browsers only, or is weaker than it need be.</summary>
    public IReadOnlyList<ConfigurationWarning> Warnings { get; internal set; } = [];

    /// <summary>What the rooms take of the options.</summary>
    internal OptionParts Parts { get; } = new();

    /// <summary>What configuration said that could not be understood, or has no effect; reported with the faults of the checks.</summary>
    internal ConfigurationReader Reader { get; } = new(ConfigurationKeys.All, ConfigurationKeys.WithoutEffect);

    private string KeyIsThere =>
        "The master key is configured, so there should be one: a new one would sign everybody out. "
        + (StorageProvider == "sqlite" ? "See that the volume is mounted and Tandem:DataFolder right. " : "See that Tandem:Storage:ConnectionString names the right database. ")
        + "For a new installation: start once with --new, or with Tandem:Storage:New=true.";

    private PublicAddressOptions Address => Parts.Get<PublicAddressOptions>();

    private HostingOptions Hosting => Parts.Get<HostingOptions>();

    private MasterKeyOptions MasterKeys => Parts.Get<MasterKeyOptions>();

    /// <summary>Where state is kept, as the storage takes it.</summary>
    internal StorageSettings ToStorageSettings() => Hosting.ToStorageSettings() with { WhyNotMade = MasterKeys.IsGiven && !Hosting.StorageIsNew ? KeyIsThere : null };
}
