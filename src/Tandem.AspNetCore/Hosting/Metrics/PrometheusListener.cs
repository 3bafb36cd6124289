using System.Diagnostics.Metrics;

using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;

namespace Tandem.AspNetCore.Hosting.Metrics;

/// <summary>
/// Serves <c>/metrics</c> on an address of its own, in a small web server of its own, so that no route, proxy or CORS rule of the
/// application can ever expose it.
/// </summary>
internal sealed class PrometheusListener(IOptions<HostingOptions> options, IMeterFactory meters) : IHostedService, IAsyncDisposable
{
    private PrometheusText? text;
    private WebApplication? app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MetricsUrl is not { } url)
            return;
        // An empty builder: the application's addresses, settings and logs are none of its business.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls(url.GetLeftPart(UriPartial.Authority));
        // The outer process decides when to stop.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var written = text = new PrometheusText(meters);
        app = builder.Build();
        app.Run(context =>
        {
            if (context.Request.Path != "/metrics" || !HttpMethods.IsGet(context.Request.Method))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }

            context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
            return context.Response.WriteAsync(written.Write(), context.RequestAborted);
        });
        await app.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        text?.Dispose();
        if (app is not null)
            await app.DisposeAsync();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
