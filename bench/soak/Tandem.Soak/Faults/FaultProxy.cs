using System.Net.Sockets;
using System.Text.Json;

using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.FileProviders;

using Tandem.Processes.Testing;
using Tandem.Soak.Log;

namespace Tandem.Soak.Faults;

/// <summary>The network between the browsers and a server. Serves the pages, passes <c>/api</c> on with some delay, and loses replies.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const string Refresh = "/api/auth/refresh";

    private static readonly string[] NotPassedOn = ["Connection", "Keep-Alive", "Transfer-Encoding"];

    private readonly WebApplication app;
    private readonly HttpClient upstream = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false });
    private readonly LossPlan loss;
    private readonly Jitter jitter;
    private readonly SoakLog log;
    private volatile bool losing;
    private Uri? target;

    private FaultProxy(WebApplication app, SoakPlan plan, SoakLog log)
    {
        this.app = app;
        this.log = log;
        loss = new(plan.Seed, plan.LossRate);
        jitter = new(plan.Seed);
    }

    public string Url { get; } = $"http://127.0.0.1:{LoopbackPort.Free()}";

    public static async Task<FaultProxy> StartAsync(SoakPlan plan, IEnumerable<string> pages, SoakLog log)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var proxy = new FaultProxy(app, plan, log);
        app.Urls.Add(proxy.Url);
        var files = new CompositeFileProvider(pages.Select(folder => new PhysicalFileProvider(folder)));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(Fresh(files));
        app.UseStaticFiles(Fresh(PackedClient(), "/tandem"));
        app.Map("/api/{**path}", proxy.PassOnAsync);
        await app.StartAsync();
        return proxy;
    }

    /// <summary>Where requests go from now on.</summary>
    public void LeadTo(string server) => target = new Uri(server);

    /// <summary>Replies are lost from here to <see cref="Heal"/>.</summary>
    public void Break() => losing = true;

    public void Heal() => losing = false;

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        upstream.Dispose();
    }

    private static StaticFileOptions Fresh(IFileProvider files, string path = "") => new()
    {
        FileProvider = files,
        RequestPath = path,
        OnPrepareResponse = sent => sent.Context.Response.Headers.CacheControl = "no-cache",
    };

    /// <summary>The files of <c>@tandem-auth/client</c> as <c>npm install</c> puts them on the disk.</summary>
    private static PhysicalFileProvider PackedClient()
    {
        var folder = Repository.PathOf("artifacts", "packages", "node_modules", "@tandem-auth", "client", "dist");
        return Directory.Exists(folder) ? new(folder) : throw new InvalidOperationException("@tandem-auth/client is not packed: npm run packages");
    }

    private async Task PassOnAsync(HttpContext context)
    {
        await Task.Delay(jitter.Next());
        // A request that was sent arrives, whatever becomes of the page meanwhile.
        using var answer = await upstream.SendAsync(Copy(context.Request), CancellationToken.None);
        var body = await answer.Content.ReadAsByteArrayAsync();
        await Task.Delay(jitter.Next());

        if (context.Request.Path == Refresh && !Arrives(context, (int)answer.StatusCode, body))
        {
            Reset(context);
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !NotPassedOn.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            context.Response.Headers[name] = values.ToArray();
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private bool Arrives(HttpContext context, int status, byte[] body)
    {
        var (visitor, tab) = PageAddress.Read(context.Request);
        var lost = losing && loss.Loses(visitor);
        if (status != StatusCodes.Status200OK)
        {
            log.Add(visitor, tab, SoakEventKind.Refused, reason: $"{status}");
            return !lost;
        }

        var gone = context.RequestAborted.IsCancellationRequested;
        log.Add(visitor, tab, lost ? SoakEventKind.Lost : gone ? SoakEventKind.Abandoned : SoakEventKind.Refreshed, Generation(body));
        return !lost;
    }

    /// <summary>Ends the connection as a dead middle box does: with a reset instead of an answer.</summary>
    private static void Reset(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>() is { } connection)
            connection.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        context.Abort();
    }

    private HttpRequestMessage Copy(HttpRequest request)
    {
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(target!, request.Path + request.QueryString));
        if (request.ContentLength > 0)
            copy.Content = new StreamContent(request.Body);
        foreach (var (name, values) in request.Headers.Where(header => !NotPassedOn.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!copy.Headers.TryAddWithoutValidation(name, values.ToArray()))
                copy.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        return copy;
    }

    private static long? Generation(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.TryGetProperty("session", out var session) ? session.GetProperty("generation").GetInt64() : null;
    }
}
