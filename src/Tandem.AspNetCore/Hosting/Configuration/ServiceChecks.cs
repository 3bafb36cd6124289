using System.Net;

namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>Storage, passwords, claims, metrics and proxies.</summary>
internal static class ServiceChecks
{
    public static IEnumerable<ConfigurationFault> Of(TandemOptions options)
    {
        if (options.StorageProvider != "sqlite")
            yield return Fault("Storage:Provider", options.StorageProvider, "This version keeps its state in SQLite.", "Write sqlite, or leave it out.");
        if (options.Passwords.Algorithm is not (null or "argon2id" or "pbkdf2"))
            yield return Fault("Passwords:Algorithm", options.Passwords.Algorithm, "There is no such algorithm here.", "Write argon2id or pbkdf2.");
        if (options.RefreshToken.Delivery.Count == 0)
            yield return Fault("RefreshToken:Delivery", "", "Without a delivery nobody can sign in.", "Write cookie, or leave it out.");
        foreach (var claim in options.AccessToken.Claims.Where(claim => claim != "email"))
            yield return Fault("AccessToken:Claims", claim, "Only email can be added.", "Ask GET /api/me for the rest.");
        foreach (var proxy in options.KnownProxies.Where(proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _)))
            yield return Fault("ForwardedHeaders:KnownProxies", proxy, "This is neither an address nor a network.", "Write for example 10.0.0.7 or 10.0.0.0/8.");
        foreach (var proxy in options.KnownProxies.Where(proxy => proxy.EndsWith("/0", StringComparison.Ordinal)))
            yield return Fault("ForwardedHeaders:KnownProxies", proxy, "Everybody would be believed.", "Name the proxies' own addresses.");
        if (options.DrainDelay < TimeSpan.Zero || options.DrainDelay > TimeSpan.FromMinutes(5))
            yield return Fault("DrainDelay", options.DrainDelay.ToString("c"), "The drain delay is from 0 to 5 minutes.", "The default is 00:00:01.");
        if (options.MasterKey is not null && options.MasterKeyFile is not null)
            yield return Fault("MasterKey", "(hidden)", "MasterKeyFile is set as well.", "Set one of them.");
        if (options.MetricsUrl is { } metrics && (metrics.Scheme != "http" || metrics.AbsolutePath != "/"))
            yield return Fault("Metrics:Url", metrics.ToString(), "Metrics are served over plain HTTP at /metrics.", "Write for example http://127.0.0.1:9464.");
    }

    private static ConfigurationFault Fault(string key, string seen, string cause, string cure) =>
        new($"{ConfigurationKeys.Section}:{key}", seen is "(hidden)" ? seen : $"\"{seen}\"", cause, cure);
}
