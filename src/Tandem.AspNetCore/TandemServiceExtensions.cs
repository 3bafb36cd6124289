using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Microsoft.AspNetCore.Hosting;

using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.Platform;

namespace Tandem.AspNetCore;

/// <summary>Adds Tandem's services to an application.</summary>
public static class TandemServiceExtensions
{
    /// <summary>
    /// Adds Tandem: reads <c>Tandem:</c> from configuration, lets <paramref name="configure"/> and
    /// <c>services.Configure&lt;TandemOptions&gt;</c> change it, and checks everything at start. Add a storage besides:
    /// <c>builder.Services.AddTandemStorage()</c>. The authentication scheme <see cref="AccessTokens.TandemBearer.Scheme"/> becomes the default
    /// unless the application has one.
    /// </summary>
    public static WebApplicationBuilder AddTandem(this WebApplicationBuilder builder, Action<TandemOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddTandem(configure);
        builder.Services.TryAddSingleton<PipelineCheck.OfWebApplication>();
        return builder;
    }

    /// <summary>As <see cref="AddTandem(WebApplicationBuilder, Action{TandemOptions}?)"/>.</summary>
    public static IServiceCollection AddTandem(this IServiceCollection services, Action<TandemOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
            services.Configure(configure);
        services.AddTandemCore();
        // A second call only changes more options.
        if (services.All(service => service.ServiceType != typeof(PublicAddress)))
            AddWeb(services);
        return services;
    }

    /// <summary>Adds the core's services only, without anything that listens or repeats: for command lines and workers.</summary>
    public static IServiceCollection AddTandemCore(this IServiceCollection services)
    {
        services.AddLogging().AddMetrics().AddOptions();
        services.TryAddTransient<IOptionsFactory<TandemOptions>, TandemOptionsFactory>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TandemOptions>, TandemOptionsFactory.Validation>());
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<TandemOptions>>().Value);
        services.TryAddSingleton(provider => provider.GetRequiredService<TandemOptions>().Parts);
        services.TryAddSingleton(provider => provider.GetRequiredService<TandemOptions>().ToStorageSettings());
        foreach (var part in TandemRooms.Parts)
            part.Register(services);
        foreach (var room in TandemRooms.All)
            room.AddCore(services);
        foreach (var port in TandemRooms.All.SelectMany(room => room.Ports))
            services.TryAdd(new ServiceDescriptor(port, IncompleteSetupException.WithoutStorage, ServiceLifetime.Singleton));
        return services;
    }

    private static void AddWeb(IServiceCollection services)
    {
        services.AddSingleton<PipelineCheck>();
        services.AddSingleton<IStartupFilter>(provider => provider.GetRequiredService<PipelineCheck>());
        services.AddHostedService<TandemStartup>();
        foreach (var room in TandemRooms.All)
            room.AddWeb(services);
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<Purger>(
            provider, (IReadOnlyList<PurgeStep>)[.. TandemRooms.All.SelectMany(room => room.Purges(provider))]));
        // A native executable has no reflection to make the OpenAPI document's schemas with.
        if (!JsonSerializer.IsReflectionEnabledByDefault)
        {
            services.ConfigureHttpJsonOptions(options =>
            {
                foreach (var bodies in TandemRooms.All.Select(room => room.Bodies).OfType<IJsonTypeInfoResolver>())
                    options.SerializerOptions.TypeInfoResolverChain.Add(bodies);
            });
        }
    }
}
