using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

using Tandem.AspNetCore;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.Hostile.Tests.Fuzzing;

namespace Tandem.Hostile.Tests.Targets;

/// <summary>
/// Configuration: a key and its value on each line. What cannot work is told as a fault of a key, and what is accepted works. V35.
/// </summary>
public sealed class ConfigurationTarget : FuzzTarget
{
    public override int Inputs => 2_000;

    public override IReadOnlyList<string> Dictionary { get; } =
    [
        .. ConfigurationKeys.All.Select(key => $"\nTandem:{key.Name}="), "Tandem:Frontends:0=", "Tandem:Frontends:1=", "https://example.com", "http://localhost:5080", "https://", "http://",
        "00:00:00", "00:00:30", "7.00:00:00", "10675199.02:48:05.4775807", "-00:00:01", "cookie", "both", "body", "Strict", "Lax", "None", "__Host-refreshToken", "refreshToken",
        "/api/auth", "/", "//", "{", "example.com", ".example.com", "example.com.", "127.0.0.1", "::1", "10.0.0.0/8", "0.0.0.0/0", ":", "\n", "argon2id", "pbkdf2", "sqlite", "capacitor://localhost",
    ];

    public override IEnumerable<byte[]> Seeds { get; } = [.. new[]
    {
        "Tandem:PublicUrl=https://example.com\nTandem:Frontends:0=https://example.com:8443\nTandem:RefreshToken:Cookie:Domain=example.com",
        "Tandem:PublicUrl=http://localhost:5080\nTandem:Frontends=http://localhost:5173,capacitor://localhost",
        "Tandem:BasePath=/auth\nTandem:RefreshToken:Cookie:Path=/auth\nTandem:RefreshToken:Delivery=cookie,both",
        "Tandem:RefreshToken:Leeway=00:00:05\nTandem:RefreshToken:IdleLifetime=1.00:00:00\nTandem:AccessToken:Lifetime=00:10:00\nTandem:RefreshToken:AbsoluteLifetime=30.00:00:00",
        "Tandem:Lockout:MaxFailures=3\nTandem:Passwords:MaxConcurrentHashes=2\nTandem:MasterKey=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nTandem:Metrics:Url=http://127.0.0.1:9100",
        "Tandem:ForwardedHeaders:KnownProxies=127.0.0.1,10.0.0.0/8\nTandem:Smtp:Host=x\nTandem:Nonsense=1",
    }.Select(FuzzText.Bytes)];

    public override void Give(byte[] input)
    {
        var pairs = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in FuzzText.Of(input).Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                pairs[line[..equals]] = line[(equals + 1)..];
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(pairs).Build();
        TandemOptions options;
        try
        {
            options = TandemOptionsFactory.Read(configuration);
            TandemOptionsFactory.Check(options);
        }
        catch (ConfigurationException refused)
        {
            Must(refused.Faults.Count > 0, "Refused without a fault.");
            Must(refused.Faults.All(fault => fault.ToString().Length > 20), "A fault that says nothing.");
            return;
        }

        CheckUse(options);
    }

    // What a start makes of accepted options.
    private static void CheckUse(TandemOptions options)
    {
        _ = options.RefreshToken.ToPolicy(options.MaxSessionsPerAccount);
        _ = options.ToStorageSettings();
        var address = new PublicAddress(
            Options.Create(options.Parts.Get<PublicAddressOptions>()), Options.Create(options.RefreshToken.Cookie), RefreshTokenTarget.Opened(), new NoServer(), new HostingEnvironment { EnvironmentName = Environments.Production });
        foreach (var planned in new[] { address.Cookies.OwnSite, address.Cookies.OtherSites })
            CheckCookie(planned.Set(RefreshTokenTarget.Token(1), options.RefreshToken.IdleLifetime), address.Cookies.Clear());
        _ = RoutePatternFactory.Parse(options.BasePath + "/login");
        Must(options.BasePath.All(c => c is > ' ' and < '\x7f'), $"No request can ask for {options.BasePath}.");
        foreach (var proxy in options.KnownProxies)
            Must(System.Net.IPAddress.TryParse(proxy, out _) || System.Net.IPNetwork.TryParse(proxy, out _), "Not a proxy.");
        Must(options.RefreshToken.Leeway >= TimeSpan.Zero && options.AccessToken.Lifetime > TimeSpan.Zero && options.RefreshToken.IdleLifetime > options.RefreshToken.Leeway, "Times.");
    }

    private static void CheckCookie(string cookie, IEnumerable<string> cleared)
    {
        Must(cleared.Append(cookie).All(text => text.All(c => c is >= ' ' and < '\x7f')), $"No header can say {cookie}.");
        Must(cookie.Count(c => c == ';') <= 7, $"The cookie has attributes of its own: {cookie}");
    }

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(Microsoft.AspNetCore.Hosting.Server.IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
