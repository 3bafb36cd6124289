using System.Collections.Concurrent;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Tandem.AspNetCore.Tests.ResourceServer;

/// <summary>Counts what a server is asked, by path, before anything else sees it.</summary>
internal sealed class CountedRequests : IStartupFilter
{
    private readonly ConcurrentDictionary<string, int> counts = new();

    public int Keys => counts.GetValueOrDefault("/.well-known/jwks.json");

    public int Metadata => counts.GetValueOrDefault("/.well-known/oauth-authorization-server");

    /// <summary>What happens to a request before it is answered.</summary>
    public Func<HttpContext, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, then) =>
        {
            counts.AddOrUpdate(context.Request.Path, 1, (_, count) => count + 1);
            await Before(context);
            await then(context);
        });
        next(app);
    };
}
