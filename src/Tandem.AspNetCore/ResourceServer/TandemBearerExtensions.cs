using Tandem.AccessTokens;
using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Hosting.Configuration;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>Lets an API that is not the issuer accept its access tokens.</summary>
public static class TandemBearerExtensions
{
    /// <summary>
    /// Adds the bearer scheme for access tokens of a Tandem server elsewhere. The keys come from its metadata (RFC 8414) over HTTPS, are
    /// renewed before they are stale, and are kept while it is away; until there are any, requests with a token are answered 503
    /// <c>signing_keys_unavailable</c>. <c>RequireRole</c>, <c>AccountId</c> and the problem documents of 401 and 403 are those of
    /// <c>AddTandem</c>. An ended session's access token is accepted until it expires, 15 minutes by default.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="authority">
    /// The issuer: its public URL, without a slash at its end, as it stands in <c>iss</c>. HTTPS, or HTTP on a loopback host.
    /// </param>
    /// <param name="configure">Changes the options, the audience above all.</param>
    /// <exception cref="ConfigurationException">Authority or options cannot work; all faults are named.</exception>
    /// <exception cref="InvalidOperationException">The application has a bearer scheme of Tandem already.</exception>
    public static IServiceCollection AddTandemBearer(
        this IServiceCollection services, string authority, Action<TandemBearerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(authority);
        if (services.Any(service => service.ServiceType == typeof(IAccessTokenCheck)))
            throw new InvalidOperationException("There is a bearer scheme already: call AddTandem in the issuer, AddTandemBearer in other APIs, and either once.");

        var options = new TandemBearerOptions();
        configure?.Invoke(options);
        var issuer = TandemBearerChecks.Check(authority, options);
        var settings = new AccessTokenSettings { Issuer = authority, Audience = options.Audience ?? authority, Tolerance = options.Tolerance };

        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new IssuerClient(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new IssuerKeys(
            issuer, options, provider.GetRequiredService<IssuerClient>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<IssuerKeys>>()));
        services.AddSingleton(provider => new AccessTokenValidator(settings, provider.GetRequiredService<IssuerKeys>()));
        services.AddSingleton(provider => new RefusedTokenLog(
            settings, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RefusedTokenLog>>()));
        services.AddSingleton<IAccessTokenCheck, RemoteTokenCheck>();
        services.AddHostedService<IssuerKeyRefresher>();
        services.AddBearerScheme();
        return services;
    }
}
