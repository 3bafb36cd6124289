using Microsoft.Extensions.DependencyInjection.Extensions;

using Tandem.AspNetCore;
using Tandem.Storage;

namespace Tandem.Bench.Served;

/// <summary>
/// The whole pipeline with all endpoints, as <c>tandem serve</c> builds it, without a log. Only the session store differs.
/// </summary>
internal static class BenchServer
{
    /// <summary>An endpoint that answers from memory, open to all.</summary>
    public const string OpenPath = "/bench/open";

    /// <summary>The same for those who are signed in.</summary>
    public const string ProtectedPath = "/bench/protected";

    public static async Task RunAsync(ServedStorage storage, string folder, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(options => options.AddServerHeader = false);
        builder.Logging.ClearProviders();
        builder.AddTandem(options =>
        {
            options.DataFolder = folder;
            options.DrainDelay = TimeSpan.Zero;
            // Every presentation rotates, however soon it comes: rotations are what is measured.
            options.RefreshToken.Leeway = TimeSpan.Zero;
        });
        builder.Services.AddTandemStorage();
        ReplaceSessionStore(builder.Services, storage);

        await using var app = builder.Build();
        app.UseTandem();
        app.MapTandem();
        app.MapGet(OpenPath, () => TypedResults.Text("ok"));
        app.MapGet(ProtectedPath, () => TypedResults.Text("ok")).RequireAuthorization();
        await app.StartAsync(cancellation);
        Console.WriteLine(app.Urls.Single());
        // The parent holds the other end: when it is gone, however it went, so is this.
        await Console.In.ReadLineAsync(cancellation);
        await app.StopAsync(cancellation);
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
