using System.Collections.Concurrent;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tandem.AspNetCore.Tests.ResourceServer;

/// <summary>An issuer that answers what a test tells it to.</summary>
internal sealed class HostileIssuer : IAsyncDisposable
{
    private readonly WebApplication app;

    private HostileIssuer(WebApplication app) => this.app = app;

    public string Origin => app.Urls.First();

    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The answer for the metadata; by default a good one.</summary>
    public Func<HttpContext, Task>? Metadata { get; set; }

    /// <summary>The answer for the keys; by default none.</summary>
    public Func<HttpContext, Task> Keys { get; set; } = context => JsonAsync(context, """{"keys":[]}""");

    public static async Task<HostileIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new HostileIssuer(app);
        app.Run(context =>
        {
            issuer.Asked.Enqueue(context.Request.Path);
            return context.Request.Path == "/.well-known/oauth-authorization-server"
                ? (issuer.Metadata ?? (good => JsonAsync(good, issuer.GoodMetadata))).Invoke(context)
                : issuer.Keys(context);
        });
        await app.StartAsync();
        return issuer;
    }

    public string GoodMetadata => $$"""{"issuer":"{{Origin}}","jwks_uri":"{{Origin}}/keys"}""";

    public static Task JsonAsync(HttpContext context, string json, string type = "application/json")
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(json);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
