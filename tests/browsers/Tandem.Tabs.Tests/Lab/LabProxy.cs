using System.Collections.Concurrent;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Tandem.Tabs.Tests.Lab;

/// <summary>One HTTPS server for all sites: it has the page, passes the API on, notes what passes, and does what a test wants instead.</summary>
internal sealed class LabProxy : IAsyncDisposable
{
    private const int Sites = 120;

    private readonly ConcurrentDictionary<string, Site> sites = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false });
    private readonly LabServer server;
    private int last;

    public LabProxy(LabAuthority authority) => server = new(authority);

    public string PublicUrl => server.Origin("www.example.com");

    public IReadOnlyList<string> Origins => [.. Enumerable.Range(1, Sites).Select(number => server.Origin(Host(number)))];

    public Task StartAsync() => server.StartAsync(app => app.Run(AnswerAsync));

    public Site NewSite(TandemProcess tandem) => NewSite(tandem.Url, tandem);

    public Site NewSite(Uri api, TandemProcess? tandem = null)
    {
        var number = Interlocked.Increment(ref last);
        Assert.True(number <= Sites, "The server was told of fewer sites.");
        return sites[Host(number)] = new(server.Url(Host(number)), api, tandem);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        http.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!sites.TryGetValue(context.Request.Host.Host, out var site))
            return;
        if (context.Request.Path.StartsWithSegments("/gate", out var gate))
        {
            await site.WaitAtAsync(gate.Value![1..], context.RequestAborted);
            return;
        }

        var exchange = new ProxyExchange(context, site, http);
        var noted = exchange.IsApi ? site.Note(exchange) : _ => { };
        var answer = await (site.Fault is { } fault ? fault(exchange) : exchange.PassAsync());
        noted(answer);
        if (answer == SiteResponse.Cut)
            context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
        else
            await answer.SendAsync(context);
    }

    private static string Host(int number) => $"s{number}.example.com";
}
