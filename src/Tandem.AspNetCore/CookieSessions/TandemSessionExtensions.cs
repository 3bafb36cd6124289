using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting.Metrics;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.AspNetCore.Refresh;
using Tandem.CookieSessions;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SignIn;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>Adds sessions for server-rendered pages.</summary>
public static class TandemSessionExtensions
{
    /// <summary>
    /// Adds cookie sessions besides <c>AddTandem()</c>: the scheme <see cref="TandemSessionDefaults.AuthenticationScheme"/>, used where no
    /// access token comes and the application has no default scheme of its own; <see cref="CookieSessionSignIn"/> and <see cref="OwnSessions"/>; and the framework's antiforgery service, answered
    /// by the session.
    /// </summary>
    /// <exception cref="ArgumentException">The sign-in page is not a path of this host.</exception>
    public static IServiceCollection AddTandemSession(this IServiceCollection services, Action<TandemSessionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new TandemSessionOptions();
        configure?.Invoke(options);
        if (!ReturnUrl.IsLocal(options.SignInPath) || options.SignInPath.AsSpan().ContainsAny('?', '#'))
            throw new ArgumentException($"SignInPath: '{options.SignInPath}' is not a path of this host. Write for example /signin.", nameof(configure));
        if (services.Any(service => service.ServiceType == typeof(TandemSessionOptions)))
            throw new InvalidOperationException("AddTandemSession() was called twice.");

        services.AddSingleton(options);
        services.AddSingleton<ServesPages>();
        services.AddSingleton<CookieSessionService>();
        services.AddSingleton<SessionCookies>();
        services.AddSingleton<OriginCheck>();
        services.AddSingleton<CsrfCheck>();
        services.AddSingleton<CsrfRefusals>();
        services.AddSingleton<SignInRedirect>();
        services.AddSingleton(provider => new OwnSessions(provider.GetRequiredService<SessionService>()));
        services.AddSingleton(provider => new CookieSessionSignIn(
            provider.GetRequiredService<SignInService>(), provider.GetRequiredService<KnownDevices>(),
            provider.GetRequiredService<RefreshCredentials>(), provider.GetRequiredService<CookieSessionService>(),
            provider.GetRequiredService<SessionCookies>(), provider.GetRequiredService<OriginCheck>(), provider.GetRequiredService<CsrfCheck>(),
            provider.GetRequiredService<RateLimits>(), provider.GetRequiredService<TandemMetrics>(),
            provider.GetRequiredService<RefusalLog>(), provider.GetRequiredService<OriginRefusals>(), provider.GetRequiredService<CsrfRefusals>(),
            provider.GetRequiredService<InstallationClock>()));
        // Whether MVC was added before or is added later: it leaves a service that is there alone.
        services.Replace(ServiceDescriptor.Singleton<IAntiforgery, SessionAntiforgery>());
        services.Configure<AuthenticationOptions>(authentication =>
        {
            authentication.AddScheme<TandemSessionHandler>(TandemSessionDefaults.AuthenticationScheme, null);
            authentication.AddScheme<PolicySchemeHandler>(SchemeChoice.Scheme, null);
        });
        services.Configure<PolicySchemeOptions>(SchemeChoice.Scheme, scheme => scheme.ForwardDefaultSelector = SchemeChoice.For);
        services.Replace(ServiceDescriptor.Singleton(new TandemSchemes(SchemeChoice.Scheme)));
        return services;
    }
}

/// <summary>Cookie sessions: what the application decides. Lifetimes and cookie follow from the configuration of Tandem.</summary>
public sealed class TandemSessionOptions
{
    /// <summary>
    /// The application's sign-in page, a path of this host. Default <c>/signin</c>. Whoever is not signed in is sent there; it must let
    /// anybody in.
    /// </summary>
    public string SignInPath { get; set; } = "/signin";
}
