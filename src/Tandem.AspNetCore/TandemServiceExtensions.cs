using System.Diagnostics.Metrics;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

using Tandem.AccessTokens;
using Tandem.Accounts;
using Tandem.Argon2;
using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Accounts;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Hosting.Metrics;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.AspNetCore.MasterKeys;
using Tandem.AspNetCore.Refresh;
using Tandem.AspNetCore.Revocation;
using Tandem.AspNetCore.SigningKeys;
using Tandem.MasterKeys;
using Tandem.Passwords;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.Revocation;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SignIn;
using Tandem.SigningKeys;
using Tandem.Tickets;

namespace Tandem.AspNetCore;

/// <summary>Adds Tandem's services to an application.</summary>
public static class TandemServiceExtensions
{
    /// <summary>
    /// Adds Tandem: reads <c>Tandem:</c> from configuration, lets <paramref name="configure"/> change it, and checks everything at
    /// start. Add a storage besides: <c>builder.Services.AddTandemStorage()</c>.
    /// </summary>
    public static WebApplicationBuilder AddTandem(this WebApplicationBuilder builder, Action<TandemOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddTandem(configure);
        return builder;
    }

    /// <summary>As <see cref="AddTandem(WebApplicationBuilder, Action{TandemOptions}?)"/>.</summary>
    public static IServiceCollection AddTandem(this IServiceCollection services, Action<TandemOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
            services.AddSingleton(configure);
        services.AddTandemCore();
        // A second call only changes more options.
        if (services.All(service => service.ServiceType != typeof(Deployment)))
            AddWeb(services);
        return services;
    }

    /// <summary>Adds the core's services only, without anything that listens or repeats: for command lines and workers.</summary>
    public static IServiceCollection AddTandemCore(this IServiceCollection services)
    {
        services.AddLogging().AddMetrics();
        services.TryAddSingleton(provider => TandemOptionsSource.Read(
            provider.GetRequiredService<IConfiguration>(), provider.GetServices<Action<TandemOptions>>()));
        services.TryAddSingleton(MachineTime.Current);
        services.TryAddSingleton(SecureRandom.System);
        services.TryAddSingleton<InstallationClock>();
        services.TryAddSingleton(provider => Options(provider).ToSessionPolicy());
        services.TryAddSingleton(provider => Options(provider).Lockout);
        services.TryAddSingleton(provider => Options(provider).ToStorageSettings());
        services.TryAddSingleton<Installation>();
        services.TryAddSingleton<InstallationOpener>();
        services.TryAddSingleton(provider => new MasterKeyLoader(Options(provider), provider.GetRequiredService<SecureRandom>()));
        services.TryAddSingleton<EventLog>();
        // Those of the moment: they change while the process runs.
        services.TryAddTransient(provider => provider.GetRequiredService<Installation>().MasterKeys);
        services.TryAddSingleton<MasterKeyRotation>();
        services.TryAddSingleton(provider => Options(provider).ToSigningPolicy());
        services.TryAddSingleton<SigningKeyRotator>();
        services.TryAddSingleton<KeyRingService>();
        services.TryAddSingleton<IKeyRingSource>(provider => provider.GetRequiredService<KeyRingService>());
        services.TryAddSingleton<IVerificationKeySource>(provider => provider.GetRequiredService<IKeyRingSource>());
        services.TryAddSingleton(provider => new DenySet(Options(provider).LongestPresentation));
        services.TryAddSingleton<DeliveryConfirmations>();
        services.TryAddSingleton<SessionService>();
        services.TryAddSingleton<RefreshService>();
        services.TryAddSingleton<AccountService>();
        services.TryAddSingleton<PasswordCheck>();
        services.TryAddSingleton<SignInService>();
        services.TryAddSingleton<TicketService>();
        services.TryAddSingleton<PasswordService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPasswordAlgorithm, Argon2idAlgorithm>(_ => new Argon2idAlgorithm()));
        services.TryAddSingleton(provider => PasswordAlgorithms.Choose(
            Options(provider).Passwords.Algorithm, provider.GetRequiredService<SecureRandom>(), provider.GetServices<IPasswordAlgorithm>()));
        services.TryAddSingleton(provider => new PasswordHasher(
            provider.GetRequiredService<PasswordAlgorithms>(),
            Options(provider).Passwords.MaxConcurrentHashes,
            provider.GetRequiredService<SecureRandom>(),
            provider.GetRequiredService<IMeterFactory>().Create(TandemMetrics.MeterName)));
        return services;
    }

    private static void AddWeb(IServiceCollection services)
    {
        services.TryAddSingleton(provider => new Deployment(
            Options(provider), provider.GetRequiredService<IServer>(), provider.GetRequiredService<IWebHostEnvironment>()));
        // The first listening URL is known once the server listens; what is built earlier holds it lazily.
        services.TryAddSingleton(provider => new Lazy<Deployment>(provider.GetRequiredService<Deployment>));
        services.TryAddSingleton(provider => AccessTokenSettings(Options(provider), provider.GetRequiredService<Deployment>()));
        services.TryAddSingleton<AccessTokenIssuer>();
        services.TryAddSingleton<AccessTokenValidator>();
        services.TryAddSingleton<IAccessTokenCheck, IssuedTokenCheck>();
        services.TryAddSingleton<RecentAccounts>();
        services.TryAddSingleton<TokenResponseWriter>();
        services.TryAddSingleton<RefreshCredentials>();
        services.TryAddSingleton<RefreshDiagnosis>();
        services.TryAddSingleton<KnownProxies>();
        services.TryAddSingleton<RateLimits>();
        services.TryAddSingleton<TandemMetrics>();
        services.TryAddSingleton<Draining>();
        services.AddHostedService<TandemStartup>();
        services.AddHostedService<LifeEvents>();
        services.AddHostedService<RevocationFollower>();
        services.AddHostedService<SigningKeyKeeper>();
        services.AddHostedService<MasterKeyFollower>();
        services.AddHostedService<ConfirmationWriter>();
        services.AddHostedService<ClockWatch>();
        services.AddHostedService<Purger>();
        services.AddHostedService<PrometheusListener>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, RequestLineFilter>());
        // A slim builder leaves out the route constraint that the OpenAPI document's address needs.
        services.AddRouting();
        services.AddCors();
        services.Replace(ServiceDescriptor.Singleton<ICorsPolicyProvider, CorsSetup>());
        services.AddBearerScheme();
        services.AddOpenApi(OpenApiEndpoint.Document, options => options.AddOperationTransformer<RequestTransformer>());
    }

    private static TandemOptions Options(IServiceProvider provider) => provider.GetRequiredService<TandemOptions>();

    private static AccessTokenSettings AccessTokenSettings(TandemOptions options, Deployment deployment) => new()
    {
        Issuer = deployment.Issuer,
        Audience = options.AccessToken.Audience ?? deployment.Issuer,
        Lifetime = options.AccessToken.Lifetime,
        Tolerance = AccessTokenOptions.Tolerance,
        IncludeEmail = options.AccessToken.Claims.Contains("email"),
    };
}
