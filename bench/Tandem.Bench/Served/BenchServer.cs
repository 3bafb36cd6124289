using Microsoft.Extensions.DependencyInjection.Extensions;

using Tandem.AspNetCore;
using Tandem.Server;
using Tandem.Sessions;

namespace Tandem.Bench.Served;

/// <summary><c>tandem serve</c> without a log. Only the session store differs, and two paths of its own are added.</summary>
internal static class BenchServer
{
    /// <summary>An endpoint that answers from memory, open to all.</summary>
    public const string OpenPath = "/bench/open";

    /// <summary>The same for those who are signed in.</summary>
    public const string ProtectedPath = "/bench/protected";

    public static Task<int> RunAsync(ServedStorage storage, string folder) => TandemServer.RunAsync(
        ["serve", "--urls", "http://127.0.0.1:0", "--data", folder],
        builder => Build(builder, storage));

    private static WebApplication Build(WebApplicationBuilder builder, ServedStorage storage)
    {
        builder.Logging.ClearProviders();
        builder.AddTandem(options =>
        {
            options.DrainDelay = TimeSpan.Zero;
            // Every presentation rotates, however soon it comes: rotations are what is measured.
            options.RefreshToken.Leeway = TimeSpan.Zero;
        });
        builder.Services.AddTandemStorage();
        ReplaceSessionStore(builder.Services, storage);

        var app = builder.Build();
        app.UseTandem();
        app.MapTandem();
        app.MapGet(OpenPath, () => TypedResults.Text("ok"));
        app.MapGet(ProtectedPath, () => TypedResults.Text("ok")).RequireAuthorization();
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(app.Urls.Single()));
        _ = StopWithParentAsync(app.Lifetime);
        return app;
    }

    // The parent holds the other end of standard input: when it is gone, however it went, so is this.
    private static async Task StopWithParentAsync(IHostApplicationLifetime lifetime)
    {
        await Task.Yield();
        await Console.In.ReadToEndAsync();
        lifetime.StopApplication();
    }

    private static void ReplaceSessionStore(IServiceCollection services, ServedStorage storage)
    {
        if (storage == ServedStorage.None)
            services.Replace(ServiceDescriptor.Singleton<ISessionStore, NoSessionStore>());
        if (storage == ServedStorage.Ungrouped)
        {
            var grouped = services.Single(service => service.ServiceType == typeof(ISessionStore)).ImplementationType!;
            services.Replace(ServiceDescriptor.Singleton<ISessionStore>(
                provider => new UngroupedSessionStore((ISessionStore)ActivatorUtilities.CreateInstance(provider, grouped))));
        }
    }
}
