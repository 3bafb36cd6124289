using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tandem.Client;

/// <summary>Adds the client to applications with dependency injection.</summary>
public static class TandemClientExtensions
{
    /// <summary>
    /// Lets an HTTP client attach the session's access token and renew it, and registers <see cref="ITandemSession"/>. A service provider has one session;
    /// further HTTP clients share it by <see cref="AddTandemClient(IHttpClientBuilder)"/>.
    /// </summary>
    /// <param name="builder">The HTTP client.</param>
    /// <param name="configure">Sets the options; <see cref="TandemClientOptions.BaseAddress"/> is required.</param>
    /// <exception cref="InvalidOperationException">The session is configured already.</exception>
    public static IHttpClientBuilder AddTandemClient(this IHttpClientBuilder builder, Action<TandemClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        // The last one to configure would win, and the first would send its requests without a token.
        if (builder.Services.Any(service => service.ServiceType == typeof(TandemClient)))
            throw new InvalidOperationException("The session is configured already. AddTandemClient() without options shares it.");
        builder.Services.Configure(configure);
        builder.Services.AddSingleton(Create);
        builder.Services.TryAddSingleton<ITandemSession>(services => services.GetRequiredService<TandemClient>());
        return builder.AddTandemClient();
    }

    /// <summary>Lets a further HTTP client share the session.</summary>
    /// <param name="builder">The HTTP client.</param>
    public static IHttpClientBuilder AddTandemClient(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddHttpMessageHandler(services => services.GetRequiredService<TandemClient>().CreateHandler());
    }

    private static TandemClient Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<TandemClientOptions>>().Value;
        options.TimeProvider ??= services.GetService<TimeProvider>();
        options.LoggerFactory ??= services.GetService<ILoggerFactory>();
        return new(options);
    }
}
